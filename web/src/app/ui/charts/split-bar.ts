import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

export interface SplitPart {
  label: string;
  value: number;
  /** The value, and what else the legend says. */
  words: string;
}

const PATTERNS = ['', 'url(#sp-split-stripes)'];

/** A whole in two parts, told apart by pattern as well as by colour, each with its words below. */
@Component({
  selector: 'sp-split-bar',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <svg width="100%" height="20" role="img" [attr.aria-label]="words()">
      <defs>
        <pattern id="sp-split-stripes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" class="ground" />
          <rect width="2" height="6" class="stripe" />
        </pattern>
      </defs>
      @for (part of drawn(); track part.label) {
        <rect
          [attr.x]="part.from + '%'"
          [attr.width]="part.share + '%'"
          height="20"
          class="part"
          [style.fill]="part.fill"
        />
      }
    </svg>
    <ul class="sp-small" aria-hidden="true">
      @for (part of drawn(); track part.label) {
        <li>
          <svg width="14" height="14"><rect class="part" width="14" height="14" rx="3" [style.fill]="part.fill" /></svg>
          <span>{{ part.label }}</span>
          <strong>{{ part.words }}</strong>
        </li>
      }
    </ul>
  `,
  styles: `
    :host {
      display: grid;
      gap: 12px;
    }
    :host > svg {
      display: block;
      border-radius: var(--sp-radius-control);
    }
    .part,
    .stripe {
      fill: var(--sp-data);
    }
    .ground {
      fill: color-mix(in oklab, var(--sp-data) 25%, var(--sp-surface));
    }
    ul {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 24px;
    }
    li {
      display: flex;
      align-items: center;
      gap: 8px;
    }
    li span {
      color: var(--sp-muted);
    }
  `,
})
export class SplitBar {
  readonly parts = input.required<readonly [SplitPart, SplitPart]>();
  protected readonly words = computed(() =>
    this.parts()
      .map(({ label, words }) => `${label}: ${words}`)
      .join('. '),
  );
  protected readonly drawn = computed(() => {
    const parts = this.parts();
    const whole = parts[0].value + parts[1].value || 1;
    return parts.map((part, i) => ({
      ...part,
      from: i === 0 ? 0 : (parts[0].value / whole) * 100,
      share: (part.value / whole) * 100,
      fill: PATTERNS[i] || null,
    }));
  });
}

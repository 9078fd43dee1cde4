import { ChangeDetectionStrategy, Component } from '@angular/core';

@Component({
  selector: 'sp-token-specimens',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>Colour</h2>
    <ul class="swatches">
      @for (name of colours; track name) {
        <li>
          <span class="swatch" [style.background]="'var(--sp-' + name + ')'"></span><code>{{ name }}</code>
        </li>
      }
    </ul>
    <h2>Type</h2>
    @for (size of sizes; track size) {
      <p [style.font-size.px]="size">{{ size }} px: 0123456789, the quick brown fox</p>
    }
    <p class="sp-mono">Mono: GET /api/v1/library/items</p>
    <h2>Space, radius, shadow</h2>
    <div class="sp-row">
      @for (space of spaces; track space) {
        <span class="space" [style.width.px]="space" [style.height.px]="space"></span><code>{{ space }}</code>
      }
    </div>
    <div class="sp-row">
      @for (radius of ['control', 'card', 'poster']; track radius) {
        <span class="corner" [style.border-radius]="'var(--sp-radius-' + radius + ')'">{{ radius }}</span>
      }
      <span class="corner shadow">shadow</span>
    </div>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
    }
    .swatches {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
      gap: 8px;
    }
    .swatches li {
      display: flex;
      align-items: center;
      gap: 8px;
    }
    .swatch {
      width: 32px;
      height: 32px;
      border: 1px solid var(--sp-line-strong);
      border-radius: var(--sp-radius-control);
    }
    .space {
      background: var(--sp-data);
    }
    .corner {
      padding: 12px 16px;
      border: 1px solid var(--sp-line-strong);
    }
    .shadow {
      border-color: transparent;
      background: var(--sp-raised);
      box-shadow: var(--sp-shadow);
    }
  `,
})
export class TokenSpecimens {
  protected readonly colours = [
    ...['page', 'surface', 'raised', 'sunken', 'line', 'line-strong', 'text', 'muted'],
    ...['accent', 'accent-fill', 'on-accent', 'on-accent-fill', 'accent-soft'],
    ...['good', 'warn', 'bad', 'info', 'good-soft', 'warn-soft', 'bad-soft', 'info-soft', 'data', 'on-data'],
    ...['data-2', 'data-3', 'data-4', 'data-5', 'data-6'],
  ];
  protected readonly sizes = [12, 14, 16, 20, 28, 40];
  protected readonly spaces = [4, 8, 12, 16, 24, 32, 48];
}

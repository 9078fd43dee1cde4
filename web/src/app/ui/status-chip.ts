import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { Icon } from './icon';
import type { IconName } from './icon-paths';

export type StatusTone = 'good' | 'warn' | 'bad' | 'info' | 'neutral';

const ICONS: Record<StatusTone, IconName> = {
  good: 'check',
  warn: 'alert',
  bad: 'error',
  info: 'sync',
  neutral: 'clock',
};

/** A status: colour, icon and word together. */
@Component({
  selector: 'sp-status',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  host: { '[attr.data-tone]': 'tone()' },
  template: `<sp-icon [name]="picture()" [size]="14" />{{ label() }}`,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      padding: 2px 8px;
      border-radius: 12px;
      background: var(--sp-sunken);
      color: var(--sp-muted);
      font-size: 12px;
      font-weight: 600;
      white-space: nowrap;
    }
    :host([data-tone='good']) {
      background: var(--sp-good-soft);
      color: var(--sp-good);
    }
    :host([data-tone='warn']) {
      background: var(--sp-warn-soft);
      color: var(--sp-warn);
    }
    :host([data-tone='bad']) {
      background: var(--sp-bad-soft);
      color: var(--sp-bad);
    }
    :host([data-tone='info']) {
      background: var(--sp-info-soft);
      color: var(--sp-info);
    }
  `,
})
export class StatusChip {
  readonly tone = input.required<StatusTone>();
  readonly label = input.required<string>();
  readonly icon = input<IconName | null>(null);
  protected readonly picture = computed(() => this.icon() ?? ICONS[this.tone()]);
}

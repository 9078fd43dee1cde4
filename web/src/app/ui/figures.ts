import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { Icon } from './icon';
import type { IconName } from './icon-paths';
import { Skeleton } from './skeleton';

export interface Figure {
  label: string;
  value: string;
  /** What it is beside: a comparison, or a part of it. */
  note: string;
  icon: IconName | null;
}

/** A few figures side by side, large enough to be read from afar. */
@Component({
  selector: 'sp-figures',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, Skeleton],
  host: { '[style.--count]': 'count()', '[attr.data-many]': "count() > 4 ? '' : null" },
  template: `
    <dl>
      @for (figure of figures(); track figure.label) {
        <div>
          <dt>{{ figure.label }}</dt>
          <dd class="value">{{ figure.value }}</dd>
          <dd class="note">
            @if (figure.icon; as icon) {
              <sp-icon [name]="icon" [size]="14" />
            }
            {{ figure.note }}
          </dd>
        </div>
      } @empty {
        @for (each of places(); track each) {
          <div>
            <dt><sp-skeleton width="72px" /></dt>
            <dd class="value"><sp-skeleton height="28px" width="96px" /></dd>
            <dd class="note"><sp-skeleton height="14px" width="128px" /></dd>
          </div>
        }
      }
    </dl>
  `,
  styles: `
    :host {
      display: block;
      container-type: inline-size;
    }
    dl {
      display: grid;
      grid-template-columns: repeat(var(--count), minmax(0, 1fr));
      row-gap: 20px;
    }
    dl > div {
      display: grid;
      align-content: start;
      min-height: 92px;
      padding-inline: 20px 12px;
      border-inline-start: 1px solid var(--sp-line);
    }
    dl > div:first-child {
      padding-inline-start: 0;
      border-inline-start: 0;
    }
    dt {
      color: var(--sp-muted);
      font-size: 12px;
      line-height: 18px;
    }
    .value {
      display: flex;
      align-items: center;
      min-height: 38px;
      font-size: 28px;
      font-weight: 650;
      line-height: 1.2;
      overflow-wrap: normal;
    }
    .note {
      min-height: 36px;
      color: var(--sp-muted);
      font-size: 12px;
      line-height: 18px;
    }
    sp-icon {
      vertical-align: -2px;
    }
    @container (max-width: 400px) {
      .value {
        font-size: 20px;
      }
    }
    @container (min-width: 640.02px) and (max-width: 900px) {
      :host([data-many]) dl {
        grid-template-columns: repeat(3, minmax(0, 1fr));
      }
      :host([data-many]) dl > div:nth-child(3n + 1) {
        padding-inline-start: 0;
        border-inline-start: 0;
      }
    }
    @container (max-width: 640px) {
      dl {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
      dl > div {
        padding-inline: 16px 0;
      }
      dl > div:nth-child(odd) {
        padding-inline-start: 0;
        border-inline-start: 0;
      }
    }
  `,
})
export class Figures {
  /** Empty until they are known. */
  readonly figures = input.required<readonly Figure[]>();
  /** How many there will be. */
  readonly count = input(4);
  protected readonly places = computed(() => Array.from({ length: this.count() }, (_, i) => i));
}

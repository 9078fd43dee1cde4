import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';

/** What a page stands without could not be read: one quiet line, and a way to ask again. */
@Component({
  selector: 'sp-unread',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'status', class: 'sp-muted sp-small' },
  template: `
    <span>{{ text() }}</span>
    <button type="button" [disabled]="busy()" (click)="retry.emit()" i18n>Try again</button>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 8px;
    }
    button {
      min-height: 24px;
      padding: 0 4px;
      border: 0;
      border-radius: var(--sp-radius-control);
      background: none;
      color: var(--sp-text);
      font: inherit;
      text-decoration: underline;
      cursor: pointer;
    }
    button:disabled {
      color: inherit;
      cursor: default;
    }
    @media (pointer: coarse) {
      button {
        min-height: 44px;
      }
    }
  `,
})
export class Unread {
  readonly text = input.required<string>();
  /** It is being asked again. */
  readonly busy = input(false);
  readonly retry = output<void>();
}

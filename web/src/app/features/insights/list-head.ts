import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { Icon } from '../../ui/icon';
import { RelativeTime } from '../../ui/relative-time';

/** Above a list: what it is, as of when, and the whole of it as a file. */
@Component({
  selector: 'sp-list-head',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, RelativeTime],
  template: `
    <p>
      <ng-content />
      @if (asOf(); as at) {
        <span class="sp-muted sp-small" i18n>As of <sp-time [value]="at" />. Nothing here deletes.</span>
      } @else {
        <span class="sp-muted sp-small" i18n>Nothing here deletes.</span>
      }
    </p>
    <span class="acts">
      <button type="button" class="sp-button" (click)="refreshed.emit()">
        <sp-icon name="sync" [size]="16" /><ng-container i18n>Refresh</ng-container>
      </button>
      <a class="sp-button" [href]="exported()" download>
        <sp-icon name="download" [size]="16" /><ng-container i18n>Export all as CSV</ng-container>
      </a>
    </span>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 8px 24px;
    }
    p {
      display: grid;
      flex: 1 1 280px;
      gap: 2px;
      min-height: 38px;
      max-width: 72ch;
    }
    .acts {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
  `,
})
export class ListHead {
  /** Null while it is not known. */
  readonly asOf = input.required<string | null>();
  /** Address of the whole list as CSV. */
  readonly exported = input.required<string>();
  readonly refreshed = output<void>();
}

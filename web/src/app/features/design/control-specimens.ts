import { ChangeDetectionStrategy, Component, viewChild } from '@angular/core';
import { Avatar } from '../../ui/avatar';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { CopyButton } from '../../ui/copy-button';
import { Icon } from '../../ui/icon';
import { ICON_PATHS, type IconName } from '../../ui/icon-paths';
import { SearchField } from '../../ui/search-field';
import { SortHead } from '../../ui/sort-head';
import { LONG } from './samples';

@Component({
  selector: 'sp-control-specimens',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Avatar, ConfirmDialog, CopyButton, Icon, SearchField, SortHead],
  template: `
    <h2>Buttons</h2>
    <div class="sp-row">
      <button type="button" class="sp-button sp-button--primary">Start sync</button>
      <button type="button" class="sp-button">Cancel</button>
      <button type="button" class="sp-button sp-button--quiet">Later</button>
      <button type="button" class="sp-button sp-button--danger" (click)="ask()">Remove server</button>
      <button type="button" class="sp-button" disabled>Not now</button>
      <button type="button" class="sp-icon-button" aria-label="Grid" aria-pressed="true">
        <sp-icon name="grid" />
      </button>
      <button type="button" class="sp-icon-button" aria-label="Table" aria-pressed="false">
        <sp-icon name="table" />
      </button>
      <sp-copy text="sample" label="Copy request id" />
    </div>
    <button type="button" class="sp-button sp-button--primary sp-button--large">Continue with Plex</button>
    <sp-confirm />
    <h2>Fields</h2>
    <div class="fields">
      <label class="sp-field"
        ><span class="sp-field__label">Name</span><input class="sp-input" placeholder="Attic"
      /></label>
      <label class="sp-field"
        ><span class="sp-field__label">Address</span><input class="sp-input" aria-invalid="true" value="not an address"
      /></label>
      <label class="sp-field"
        ><span class="sp-field__label">Library</span
        ><select class="sp-select">
          <option>All libraries</option>
        </select></label
      >
      <sp-search-field value="" label="Find a person" placeholder="Name or e-mail" />
    </div>
    <h2>Chips, segments, table</h2>
    <div class="sp-row">
      <span class="sp-chip">1080p</span>
      <button type="button" class="sp-chip sp-chip--active">
        <bdi class="sp-clip">{{ long }}</bdi>
      </button>
    </div>
    <div class="sp-segments"><a href="design" aria-current="true">7 days</a><a href="design">30 days</a></div>
    <div class="sp-scroll-x" tabindex="0" role="group" aria-label="A table">
      <table class="sp-table">
        <tr>
          <th aria-sort="descending"><sp-sort-head order="desc">Size</sp-sort-head></th>
          <th><sp-sort-head [order]="null">Title</sp-sort-head></th>
        </tr>
        <tr>
          <td class="sp-number">12.4 GB</td>
          <td>A title</td>
        </tr>
      </table>
    </div>
    <h2>Icons and faces</h2>
    <div class="sp-row">
      <sp-avatar name="Ada" /><sp-avatar name="مرحبا" [size]="48" />
      @for (icon of icons; track icon) {
        <sp-icon [name]="icon" />
      }
    </div>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
      justify-items: start;
    }
    /* What starts at the left is still no wider than the page. */
    :host > * {
      max-width: 100%;
    }
    .fields {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(180px, 1fr));
      gap: 12px;
      width: 100%;
      align-items: end;
    }
  `,
})
export class ControlSpecimens {
  protected readonly long = LONG;
  protected readonly icons = Object.keys(ICON_PATHS) as IconName[];
  private readonly confirm = viewChild.required(ConfirmDialog);

  protected ask(): void {
    const text = 'SmartPlex forgets what it read from this server. Nothing changes in Plex.';
    void this.confirm().ask({ heading: 'Remove Attic?', text, action: 'Remove server', danger: true, typed: 'Attic' });
  }
}

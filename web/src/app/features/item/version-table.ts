import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { ItemVersion } from '../../api/types';
import { SessionStore } from '../../core/session/session-store';
import { UNKNOWN } from '../../ui/format';
import { StatusChip } from '../../ui/status-chip';
import { versionRow } from './item-facts';

/** Every version of a title; paths of files are sent to administrators only. */
@Component({
  selector: 'sp-version-table',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [StatusChip],
  template: `
    <h2 id="versions">{{ rows().length > 1 ? words.versions : words.file }}</h2>
    @if (rows().length === 0) {
      <p class="sp-muted" i18n>Plex names no file for this title, so its size is unknown.</p>
    } @else {
      <div class="sp-card sp-scroll-x" tabindex="0" role="region" aria-labelledby="versions">
        <table class="sp-table" role="table">
          <thead role="rowgroup">
            <tr role="row">
              @if (!music()) {
                <th scope="col" role="columnheader" i18n>Quality</th>
                <th scope="col" role="columnheader" i18n>Video</th>
              }
              <th scope="col" role="columnheader" i18n>Audio</th>
              <th scope="col" role="columnheader" i18n>Bitrate</th>
              <th scope="col" role="columnheader" i18n>Container</th>
              @if (showPaths()) {
                <th scope="col" role="columnheader" i18n>Path</th>
              }
              <th scope="col" role="columnheader" class="sp-number" i18n>Size</th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            @for (row of rows(); track $index) {
              <tr role="row">
                @if (!music()) {
                  <td role="cell" i18n-data-label data-label="Quality">
                    <span>
                      {{ row.quality }}
                      @if (row.note) {
                        <span class="sp-muted sp-small">{{ row.note }}</span>
                      }
                    </span>
                  </td>
                  <td role="cell" i18n-data-label data-label="Video">{{ row.video }}</td>
                }
                <td role="cell" i18n-data-label data-label="Audio">{{ row.audio }}</td>
                <td role="cell" i18n-data-label data-label="Bitrate">{{ row.bitrate }}</td>
                <td role="cell" i18n-data-label data-label="Container">{{ row.container }}</td>
                @if (showPaths()) {
                  <td role="cell" i18n-data-label data-label="Path" class="paths">
                    @for (part of row.parts; track $index) {
                      <div>
                        <code dir="auto">{{ part.file ?? words.unknown }}</code>
                        @if (!part.accessible) {
                          <sp-status tone="bad" i18n-label label="Missing" />
                        }
                      </div>
                    }
                  </td>
                }
                <td role="cell" i18n-data-label data-label="Size" class="sp-number">{{ row.size }}</td>
              </tr>
            }
          </tbody>
        </table>
      </div>
    }
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
    }
    .sp-card {
      padding: 4px 0;
    }
    .paths {
      min-width: 240px;
      max-width: 640px;
    }
    td {
      white-space: nowrap;
    }
    td.paths {
      white-space: normal;
    }
    /* On a phone each version is a list of its own; a wide table would hide path and size beside the screen. */
    @media (max-width: 639.98px) {
      table,
      tbody,
      tr {
        display: block;
      }
      thead {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      tr {
        padding: 8px 0;
      }
      tr + tr {
        border-top: 1px solid var(--sp-line);
      }
      td,
      td.sp-number {
        display: grid;
        grid-template-columns: 88px minmax(0, 1fr);
        padding: 4px 12px;
        border: 0;
        text-align: start;
        white-space: normal;
      }
      td > * {
        grid-column: 2;
      }
      td::before {
        content: attr(data-label);
        grid-column: 1;
        grid-row: 1;
        color: var(--sp-muted);
      }
      .paths {
        min-width: 0;
      }
    }
  `,
})
export class VersionTable {
  readonly versions = input.required<readonly ItemVersion[]>();
  protected readonly words = { versions: $localize`Versions`, file: $localize`File`, unknown: UNKNOWN };
  /** A track has no picture, so nothing about one is unknown. */
  readonly music = input(false);
  protected readonly showPaths = inject(SessionStore).isAdmin;
  protected readonly rows = computed(() => this.versions().map(versionRow));
}

import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { ItemVersion } from '../../api/types';
import { SessionStore } from '../../core/session/session-store';
import { StatusChip } from '../../ui/status-chip';
import { versionRow } from './item-facts';

/** Every version of a title; paths of files are sent to administrators only. */
@Component({
  selector: 'sp-version-table',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [StatusChip],
  template: `
    <h2 id="versions">{{ rows().length > 1 ? 'Versions' : 'File' }}</h2>
    @if (rows().length === 0) {
      <p class="sp-muted">Plex names no file for this title, so its size is unknown.</p>
    } @else {
      <div class="sp-card sp-scroll-x" tabindex="0" role="region" aria-labelledby="versions">
        <table class="sp-table">
          <thead>
            <tr>
              <th scope="col">Quality</th>
              <th scope="col">Video</th>
              <th scope="col">Audio</th>
              <th scope="col">Bitrate</th>
              <th scope="col">Container</th>
              @if (showPaths()) {
                <th scope="col">Path</th>
              }
              <th scope="col" class="sp-number">Size</th>
            </tr>
          </thead>
          <tbody>
            @for (row of rows(); track $index) {
              <tr>
                <td>
                  {{ row.quality }}
                  @if (row.note) {
                    <span class="sp-muted sp-small">{{ row.note }}</span>
                  }
                </td>
                <td>{{ row.video }}</td>
                <td>{{ row.audio }}</td>
                <td>{{ row.bitrate }}</td>
                <td>{{ row.container }}</td>
                @if (showPaths()) {
                  <td class="paths">
                    @for (part of row.parts; track $index) {
                      <div>
                        <code dir="auto">{{ part.file ?? 'unknown' }}</code>
                        @if (!part.accessible) {
                          <sp-status tone="bad" label="Missing" />
                        }
                      </div>
                    }
                  </td>
                }
                <td class="sp-number">{{ row.size }}</td>
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
  `,
})
export class VersionTable {
  readonly versions = input.required<readonly ItemVersion[]>();
  protected readonly showPaths = inject(SessionStore).isAdmin;
  protected readonly rows = computed(() => this.versions().map(versionRow));
}

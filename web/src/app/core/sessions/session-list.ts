import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import type { Session } from '../../api/types';
import { Icon } from '../../ui/icon';
import { RelativeTime } from '../../ui/relative-time';
import { StatusChip } from '../../ui/status-chip';
import { browserWords } from './browser-words';

/** The browsers in which somebody is signed in, each with a way to end it. */
@Component({
  selector: 'sp-session-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, RelativeTime, StatusChip],
  template: `
    <ul>
      @for (row of rows(); track row.session.id) {
        <li>
          <sp-icon name="system" [size]="24" />
          <div class="words">
            <p class="sp-row">
              <strong class="sp-clip" [title]="row.session.userAgent"
                ><bdi>{{ row.browser }}</bdi></strong
              >
              @if (row.session.current) {
                <sp-status tone="good" i18n-label label="This browser" />
              }
            </p>
            <p class="sp-small sp-muted facts">
              <span i18n
                >from <bdi>{{ row.session.address || unknown }}</bdi></span
              >
              <span i18n>signed in <sp-time [value]="row.session.createdAt" /></span>
              <span i18n>last used <sp-time [value]="row.session.lastUsedAt" /></span>
            </p>
          </div>
          <button
            type="button"
            class="sp-button"
            [disabled]="busy()"
            [attr.aria-label]="row.label"
            (click)="chosen.emit(row.session)"
            i18n
          >
            End
          </button>
        </li>
      }
    </ul>
  `,
  styleUrl: './session-list.scss',
})
export class SessionList {
  readonly sessions = input.required<readonly Session[]>();
  readonly busy = input(false);
  readonly chosen = output<Session>();
  protected readonly unknown = $localize`an unknown address`;
  protected readonly rows = computed(() => this.sessions().map((session) => ({ session, ...wordsOf(session) })));
}

function wordsOf({ userAgent, address }: Session): { browser: string; label: string } {
  const browser = browserWords(userAgent);
  return { browser, label: $localize`End ${browser}:browser:, signed in from ${address}:address:` };
}

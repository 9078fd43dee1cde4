import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { NowPlaying } from '../../api/types';
import { PlayingFeed } from '../../core/playing/playing-feed';
import { UNKNOWN } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { isolate } from '../../ui/isolate';
import { PageSection } from '../../ui/page-section';
import { Poster } from '../../ui/poster';
import { ProgressBar } from '../../ui/progress-bar';
import { Skeleton } from '../../ui/skeleton';
import { deliveryWord, partWords, progressWords, stateWord, viewerWords } from './playing-words';

/** Who is watching what, as it happens. */
@Component({
  selector: 'sp-playing-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, PageSection, Poster, ProgressBar, RouterLink, Skeleton],
  template: `
    <sp-section
      class="sp-card"
      heading="Now playing"
      i18n-heading
      [problem]="feed.problem()"
      [stillTrue]="feed.playing() ? stillTrue : ''"
      (retry)="feed.read()"
    >
      @if (sessions(); as list) {
        <ul>
          @for (session of list; track session.id) {
            <li>
              <sp-poster [title]="session.title" [url]="session.posterUrl" sizes="52px" />
              <div class="words">
                <!-- What is in no library has no page: it is no link then. -->
                <a class="title sp-clip" dir="auto" [routerLink]="session.link">{{ session.title }}</a>
                <span class="sp-small sp-muted sp-clip" dir="auto">{{ session.part }}</span>
                <span class="sp-small sp-clip">{{ session.viewer }}</span>
                <sp-progress [value]="session.share" [label]="session.progress" />
                <span class="sp-small sp-muted foot">
                  <sp-icon [name]="session.icon" [size]="14" />
                  <span [class.sp-hidden]="session.playing">{{ session.state }}</span>
                  <span>{{ session.progress }}</span>
                  <span class="delivery">{{ session.delivery }}</span>
                </span>
              </div>
            </li>
          } @empty {
            @if (unheard().length === 0) {
              <li class="sp-muted none" i18n>Nobody is watching right now.</li>
            }
          }
          @for (words of unheard(); track words) {
            <li class="sp-muted none">{{ words }}</li>
          }
        </ul>
      } @else {
        <sp-skeleton height="88px" />
      }
      @if (lost()) {
        <p class="sp-small sp-muted" role="status" i18n>The live view is interrupted. It goes on by itself.</p>
      }
    </sp-section>
  `,
  styles: `
    .sp-card {
      min-height: 160px;
    }
    ul {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 16px;
    }
    li {
      display: flex;
      gap: 12px;
      min-height: 88px;
    }
    .none {
      align-items: center;
    }
    sp-poster {
      flex: 0 0 52px;
      align-self: start;
      border-radius: 6px;
    }
    .words {
      display: grid;
      flex: 1 1 0;
      align-content: start;
      gap: 2px;
      min-width: 0;
    }
    .title {
      color: var(--sp-text);
      font-weight: 600;
      text-decoration: none;
    }
    .title[href]:hover {
      text-decoration: underline;
    }
    sp-progress {
      margin: 4px 0;
    }
    .foot {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 8px;
    }
    .delivery {
      margin-inline-start: auto;
    }
  `,
})
export class PlayingCard {
  protected readonly feed = inject(PlayingFeed);
  protected readonly stillTrue = $localize`What is shown below may be out of date.`;
  protected readonly sessions = computed(() => this.feed.playing()?.items.map(sessionOf) ?? null);
  /** Servers of which nobody knows what is played there. */
  protected readonly unheard = computed(
    () =>
      this.feed
        .playing()
        ?.servers.filter(({ known }) => !known)
        .map(({ name }) => $localize`What is played on ${isolate(name)}:server: is unknown.`) ?? [],
  );
  /** Whether it is known how high the card is. */
  readonly settled = computed(() => this.feed.playing() !== null || this.feed.problem() !== null);
  protected readonly lost = computed(() => this.feed.playing() !== null && !this.feed.live());

  constructor() {
    if (this.feed.playing() === null) this.feed.read();
  }
}

function sessionOf(session: NowPlaying) {
  const { item, percent, state } = session;
  return {
    id: session.id,
    title: session.grandparentTitle ?? (session.title || UNKNOWN),
    posterUrl: item?.posterUrl ?? null,
    link: item ? ['/items', item.id] : null,
    part: partWords(session),
    viewer: viewerWords(session),
    // A bar without an end would seem to wait for something.
    share: (percent ?? 0) / 100,
    progress: progressWords(session),
    icon: state === 'playing' ? ('play' as const) : state === 'paused' ? ('pause' as const) : ('clock' as const),
    playing: state === 'playing',
    state: stateWord(state),
    delivery: deliveryWord(session.delivery),
  };
}

import { ChangeDetectionStrategy, Component } from '@angular/core';
import { EmptyState } from '../../ui/empty-state';
import { type Figure, Figures } from '../../ui/figures';
import { LazyPart } from '../../ui/lazy-part';
import { PageSection } from '../../ui/page-section';
import { Poster } from '../../ui/poster';
import { ProblemPanel } from '../../ui/problem-panel';
import { ProgressBar } from '../../ui/progress-bar';
import { RelativeTime } from '../../ui/relative-time';
import { Shelf, ShelfLink } from '../../ui/shelf';
import { Skeleton } from '../../ui/skeleton';
import { StatusChip, type StatusTone } from '../../ui/status-chip';
import { Unread } from '../../ui/unread';
import { LONG, PROBLEM, RTL } from './samples';

@Component({
  selector: 'sp-progress-bar-specimen',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ProgressBar],
  template: `<sp-progress [value]="0.3" label="Came late" />`,
})
class ProgressBarSpecimen {}

@Component({
  selector: 'sp-state-specimens',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    EmptyState,
    Figures,
    LazyPart,
    PageSection,
    Poster,
    ProblemPanel,
    ProgressBar,
    RelativeTime,
    Shelf,
    ShelfLink,
    Skeleton,
    StatusChip,
    Unread,
  ],
  template: `
    <h2>Status and progress</h2>
    <div class="sp-row">
      @for (tone of tones; track tone) {
        <sp-status [tone]="tone" [label]="tone" />
      }
      <sp-time [value]="now" /><sp-time [value]="null" />
    </div>
    @for (tone of bars; track tone) {
      <sp-progress [value]="0.6" label="Sample" [tone]="tone" />
    }
    <sp-progress [value]="null" label="Nobody knows how far" />
    <h2>Waiting, nothing, fault</h2>
    <sp-skeleton /><sp-skeleton height="40px" width="60%" />
    <sp-empty-state heading="No title fits" text="Take a filter away to see more.">
      <button type="button" class="sp-button">Show everything</button>
    </sp-empty-state>
    <sp-problem [problem]="problem" stillTrue="What is shown below was read before." />
    <sp-unread text="What is picked for you could not be read." />
    <sp-section heading="A part of a page" [problem]="problem" stillTrue="It was read before."
      >What was there</sp-section
    >
    <div class="sp-notice here">
      <span>A new version is ready.</span><button type="button" class="sp-button">Reload</button>
    </div>
    <sp-lazy-part [load]="late"><sp-skeleton height="40px" /></sp-lazy-part>
    <h2>Figures</h2>
    <sp-figures [figures]="figures" /><sp-figures [figures]="[]" />
    <h2>Posters, in a row that scrolls</h2>
    <sp-shelf>
      <ul class="sp-shelf">
        @for (title of titles; track $index) {
          <li>
            <a href="design" spShelfLink [attr.aria-label]="title"><sp-poster [title]="title" [url]="null" /></a>
          </li>
        }
        <li><sp-poster title="Square" [url]="null" shape="square" /></li>
        <li><sp-poster title="Wide still" [url]="null" shape="wide" /></li>
      </ul>
    </sp-shelf>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
    }
    .here {
      position: static;
    }
  `,
})
export class StateSpecimens {
  protected readonly tones: StatusTone[] = ['good', 'warn', 'bad', 'info', 'neutral'];
  protected readonly bars = ['info', 'good', 'warn', 'bad'] as const;
  protected readonly now = new Date().toISOString();
  protected readonly problem = PROBLEM;
  /** What has come, in place of what held its place. */
  protected readonly late = () => Promise.resolve(ProgressBarSpecimen);
  protected readonly titles = ['One', RTL, LONG, '🎬 🍿', '<b>Markup</b>', 'Six', 'Seven', 'Eight'];
  protected readonly figures: readonly Figure[] = [
    { label: 'Plays', value: '62', note: '3 fewer than before', icon: 'descending' },
    { label: 'Time watched', value: '49 h', note: 'as long as before', icon: null },
    { label: 'Seen to the end', value: 'unknown', note: 'nobody knows', icon: null },
    { label: 'Days with plays', value: '23 of 30', note: 'longest run: 7 days', icon: 'ascending' },
  ];
}

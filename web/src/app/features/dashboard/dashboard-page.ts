import { ChangeDetectionStrategy, Component } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { map, timer } from 'rxjs';
import { ArrivalsCard } from './arrivals-card';
import { AttentionCard } from './attention-card';
import { PlayingCard } from './playing-card';
import { ServersSection } from './servers-section';
import { WatchedSection } from './watched-section';

/** How everything is: servers, what needs somebody, what happens now, what was watched, what is new. */
@Component({
  selector: 'sp-dashboard-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ArrivalsCard, AttentionCard, PlayingCard, ServersSection, WatchedSection],
  host: { class: 'sp-page' },
  template: `
    <sp-servers-section #servers />
    <div class="side" [class.below]="!servers.settled() && !waited()">
      <sp-attention-card #attention />
      <sp-playing-card #playing [class.waiting]="!attention.settled() && !waited()" />
      <sp-arrivals-card [class.waiting]="!(attention.settled() && playing.settled()) && !waited()" />
    </div>
    <sp-watched-section [class.waiting]="!servers.settled() && !waited()" />
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr) 360px;
      grid-template-rows: auto 1fr;
      align-items: start;
      gap: 24px;
    }
    .side {
      grid-area: 1 / 2 / 3;
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 24px;
    }
    /* Asked for already, but its place is not certain yet: nothing that is seen moves. */
    .waiting {
      visibility: hidden;
    }
    @media (max-width: 1199.98px) {
      .below {
        visibility: hidden;
      }
      :host {
        grid-template-columns: minmax(0, 1fr);
        grid-template-rows: none;
      }
      .side {
        grid-area: auto;
      }
    }
    @media (max-width: 639.98px) {
      :host,
      .side {
        gap: 16px;
      }
    }
  `,
})
export class DashboardPage {
  /** What stands below a part waits so long for it at most. */
  protected readonly waited = toSignal(timer(1_000).pipe(map(() => true)), { initialValue: false });
}

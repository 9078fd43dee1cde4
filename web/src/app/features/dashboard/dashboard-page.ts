import { ChangeDetectionStrategy, Component } from '@angular/core';
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
    <sp-servers-section />
    <div class="side">
      <sp-attention-card />
      <sp-playing-card />
      <sp-arrivals-card />
    </div>
    <sp-watched-section />
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
    @media (max-width: 1199.98px) {
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
export class DashboardPage {}

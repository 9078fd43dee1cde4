import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import type { System } from '../../../api/types';
import { formatCount } from '../../../ui/format';
import { RelativeTime } from '../../../ui/relative-time';
import { jobRows } from './system-words';

/** What SmartPlex does in the background, and what of it failed. */
@Component({
  selector: 'sp-jobs-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RelativeTime],
  host: { class: 'sp-card' },
  templateUrl: './jobs-card.html',
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 8px;
    }
    .kinds code {
      white-space: nowrap;
    }
    .kinds th,
    .kinds td {
      padding-inline: 8px;
    }
    .kinds .label {
      display: none;
    }
    /* Six columns do not fit: each kind has its figures in a line below, what failed first, without what is not there. */
    @media (max-width: 639.98px) {
      .kinds,
      .kinds tbody {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
      }
      .kinds thead,
      .kinds .none {
        display: none;
      }
      .kinds tr {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        padding: 8px 0;
        border-bottom: 1px solid var(--sp-line);
      }
      .kinds td {
        padding: 0;
        border: 0;
      }
      .kinds .kind {
        order: -2;
        flex-basis: 100%;
      }
      .kinds .kind code {
        white-space: normal;
        overflow-wrap: anywhere;
      }
      .kinds .failed {
        order: -1;
      }
      .kinds .label {
        display: inline;
        margin-inline-end: 6px;
        color: var(--sp-muted);
        font-size: 12px;
        font-weight: 400;
      }
    }
    h4 {
      margin: 8px 0 0;
      font-size: 14px;
    }
    li {
      display: grid;
      gap: 4px;
      justify-items: start;
      padding: 8px 0;
      border-bottom: 1px solid var(--sp-line);
    }
    li:last-child {
      border-bottom: 0;
    }
  `,
})
export class JobsCard {
  readonly jobs = input.required<System['jobs']>();
  /** Id of the request whose lines are looked for. */
  readonly requestChosen = output<string>();
  protected readonly rows = computed(() => {
    const jobs = this.jobs();
    return jobs ? jobRows(jobs) : [];
  });
  protected readonly failures = computed(() =>
    (this.jobs()?.lastFailures ?? []).map((job) => ({ job, attempts: formatCount(job.attempts) })),
  );
}

import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { ProblemPanel, type ProblemView } from './problem-panel';

let ids = 0;

/** A part of a page under its name; a part that could not be read leaves the others alone. */
@Component({
  selector: 'sp-section',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ProblemPanel],
  host: { role: 'region', '[attr.aria-labelledby]': 'id' },
  template: `
    <header>
      <h2 [id]="id">{{ heading() }}</h2>
      <ng-content select="a" />
    </header>
    @if (problem(); as fault) {
      <sp-problem [problem]="fault" [stillTrue]="stillTrue()" (retry)="retry.emit()" />
    }
    @if (!problem() || stillTrue()) {
      <ng-content />
    }
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      gap: 12px;
      min-width: 0;
    }
    header {
      display: flex;
      align-items: baseline;
      justify-content: space-between;
      gap: 12px;
    }
  `,
})
export class PageSection {
  readonly heading = input.required<string>();
  readonly problem = input<ProblemView | null>(null);
  /** What the fault did not touch: with it, what is in the section stays below the fault. */
  readonly stillTrue = input('');
  readonly retry = output<void>();
  protected readonly id = `sp-section-${ids++}`;
}

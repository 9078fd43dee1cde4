import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import type { Problem } from '../../api/problem';
import { ProblemPanel } from '../../ui/problem-panel';

let ids = 0;

/** A part of the home page under its name; a part that could not be read leaves the others alone. */
@Component({
  selector: 'sp-home-section',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ProblemPanel],
  host: { role: 'region', '[attr.aria-labelledby]': 'id' },
  template: `
    <header>
      <h2 [id]="id">{{ heading() }}</h2>
      <ng-content select="a" />
    </header>
    @if (problem(); as fault) {
      <sp-problem [problem]="fault" (retry)="retry.emit()" />
    } @else {
      <ng-content />
    }
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      gap: 12px;
    }
    header {
      display: flex;
      align-items: baseline;
      justify-content: space-between;
      gap: 12px;
    }
  `,
})
export class HomeSection {
  readonly heading = input.required<string>();
  readonly problem = input<Problem | null>(null);
  readonly retry = output<void>();
  protected readonly id = `sp-home-${ids++}`;
}

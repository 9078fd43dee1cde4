import { ChangeDetectionStrategy, Component } from '@angular/core';
import { ChartSpecimens } from './chart-specimens';
import { ControlSpecimens } from './control-specimens';
import { StateSpecimens } from './state-specimens';
import { TokenSpecimens } from './token-specimens';

/** Every piece of the design system, in both themes side by side. For development only: no build for users holds it. */
@Component({
  selector: 'sp-design-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ChartSpecimens, ControlSpecimens, StateSpecimens, TokenSpecimens],
  template: `
    <main>
      <h1 class="sp-hidden">Design of SmartPlex</h1>
      @for (theme of themes; track theme) {
        <section [style.color-scheme]="theme" [attr.aria-label]="theme">
          <p class="sp-muted">{{ theme }}</p>
          <sp-token-specimens />
          <sp-control-specimens />
          <sp-state-specimens />
          <sp-chart-specimens />
        </section>
      }
    </main>
  `,
  styles: `
    main {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(480px, 100%), 1fr));
    }
    section {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      gap: 24px;
      padding: 24px;
      background: var(--sp-page);
      color: var(--sp-text);
    }
  `,
})
export class DesignPage {
  protected readonly themes = ['light', 'dark'] as const;
}

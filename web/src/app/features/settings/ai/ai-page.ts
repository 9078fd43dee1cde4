import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { AiApi } from '../../../api/ai.api';
import { Problem } from '../../../api/problem';
import { lastValueOf } from '../../../core/paging/last-value';
import { ProblemPanel } from '../../../ui/problem-panel';
import { Skeleton } from '../../../ui/skeleton';
import { StatusChip } from '../../../ui/status-chip';
import { ProviderForm } from './provider-form';
import { RulesForm } from './rules-form';
import { UseCard } from './use-card';
import { asMonth } from './use-table';

/** The model that the assistant asks, the rules by which it does, and what that came to. */
@Component({
  selector: 'sp-ai-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ProblemPanel, ProviderForm, RulesForm, Skeleton, StatusChip, UseCard],
  templateUrl: './ai-page.html',
  styleUrl: './ai-page.scss',
})
export class AiPage {
  private readonly api = inject(AiApi);
  /** All three from the address. */
  readonly month = input<string>();
  readonly sort = input<string>();
  readonly order = input<string>();
  protected readonly answer = rxResource({ stream: () => this.api.settings() });
  protected readonly problem = computed(() => (this.answer.error() ? Problem.from(this.answer.error()) : null));
  /** What was read stays while it is read anew, and is what was saved last. */
  protected readonly settings = lastValueOf(this.answer);
  protected readonly used = rxResource({
    params: () => ({ month: asMonth(this.month()) }),
    stream: ({ params }) => this.api.use(params.month),
  });
  protected readonly usedProblem = computed(() => (this.used.error() ? Problem.from(this.used.error()) : null));
  protected readonly use = lastValueOf(this.used);
}

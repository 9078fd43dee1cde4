import {
  ChangeDetectionStrategy,
  Component,
  Injector,
  afterNextRender,
  computed,
  inject,
  input,
  signal,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { PicksApi } from '../../api/picks.api';
import type { Pick, Verdict } from '../../api/types';
import { CardNote } from '../../core/items/card-note';
import { ItemTile } from '../../core/items/item-tile';
import { reasonWords } from '../../core/picks/reason-words';
import { Icon } from '../../ui/icon';
import { Shelf, ShelfLink } from '../../ui/shelf';

/** What was said about a pick since the row was read. */
type Said = Verdict | 'failed';

/** Picks as posters, each with its strongest reason, all of them a button away, and a say in what comes next. */
@Component({
  selector: 'sp-picks-row',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(keydown.escape)': 'close($event)' },
  imports: [CardNote, Icon, ItemTile, RouterLink, Shelf, ShelfLink],
  templateUrl: './picks-row.html',
  styleUrl: './picks-row.scss',
})
export class PicksRow {
  readonly picks = input.required<readonly Pick[]>();
  private readonly api = inject(PicksApi);
  private readonly injector = inject(Injector);
  protected readonly entries = computed(() =>
    this.picks().map(({ item, reasons }) => ({
      item,
      reasons: reasons.map(reasonWords),
      why: $localize`Why ${item.title}:title:, and what next`,
    })),
  );
  /** Id of the title whose reasons are open. */
  protected readonly open = signal<string | null>(null);
  protected readonly busy = signal<string | null>(null);
  protected readonly said = signal<ReadonlyMap<string, Said>>(new Map());

  protected toggle(id: string): void {
    this.open.update((now) => (now === id ? null : id));
  }

  protected close(event: Event): void {
    if (this.open() === null) return;
    this.open.set(null);
    (event.target as HTMLElement).closest('.pick')?.querySelector<HTMLElement>('.opener')?.focus();
  }

  protected async say(id: string, verdict: Verdict): Promise<void> {
    if (this.busy() !== id) await this.tell(id, verdict, firstValueFrom(this.api.say(id, verdict)));
  }

  protected async takeBack(id: string): Promise<void> {
    if (this.busy() !== id) await this.tell(id, null, firstValueFrom(this.api.takeBack(id)));
  }

  private async tell(id: string, said: Verdict | null, told: Promise<void>): Promise<void> {
    const acts = document.activeElement?.closest('.acts');
    this.busy.set(id);
    try {
      await told;
      this.remember(id, said);
    } catch {
      this.remember(id, 'failed');
    } finally {
      this.busy.set(null);
      if (acts) afterNextRender(() => keepFocus(acts), { injector: this.injector });
    }
  }

  private remember(id: string, said: Said | null): void {
    const all = new Map(this.said());
    if (said === null) all.delete(id);
    else all.set(id, said);
    this.said.set(all);
  }
}

/** What can be done now has it, where what was pressed is gone. */
function keepFocus(acts: Element): void {
  const isLost = !document.activeElement || document.activeElement === document.body;
  if (isLost) acts.querySelector('button')?.focus();
}

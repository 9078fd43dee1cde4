import {
  ChangeDetectionStrategy,
  Component,
  type ElementRef,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Problem } from '../../api/problem';
import { Icon } from '../../ui/icon';
import type { IconName } from '../../ui/icon-paths';
import { plural } from '../../ui/plural';
import { Poster } from '../../ui/poster';
import { ProblemPanel } from '../../ui/problem-panel';
import { Skeleton } from '../../ui/skeleton';
import { shapeOf } from '../items/item-words';
import { type Command, type CommandGroup, matching } from './command';
import { PaletteCommands, WHOLE_RESULT } from './palette-commands';
import { PaletteMemory } from './palette-memory';
import { LONGEST_SEARCH, PaletteSearch } from './palette-search';
import { PaletteSwitch } from './palette-switch';

/** Pages, titles and acts behind one field: type, arrows, Enter. */
@Component({
  selector: 'sp-command-palette',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, Poster, ProblemPanel, Skeleton],
  providers: [PaletteCommands, PaletteSearch],
  // The focus stays in the field, as a combobox has it: lines are pointed at, never focused.
  host: { '(click)': 'pick($event)', '(pointermove)': 'point($event)' },
  templateUrl: './command-palette.html',
  styleUrl: './command-palette.scss',
})
export class CommandPalette {
  /** The pages that this person may see. */
  readonly pages = input.required<readonly { path: string; label: string; icon: IconName }[]>();
  protected readonly search = inject(PaletteSearch);
  protected readonly commands = inject(PaletteCommands);
  protected readonly longest = LONGEST_SEARCH;
  protected readonly shapeOf = shapeOf;
  protected readonly fault = signal<Problem | null>(null);
  protected readonly busy = signal(false);
  protected readonly switch = inject(PaletteSwitch);
  private readonly memory = inject(PaletteMemory);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');
  private readonly words = computed(() => this.search.text().trim());

  protected readonly groups = computed(() =>
    (this.words() === '' ? this.offers() : this.results()).filter(({ commands }) => commands.length > 0),
  );
  private readonly lines = computed(() => this.groups().flatMap(({ commands }) => commands));
  /** The line that Enter chooses: the first, until an arrow says otherwise; a new text begins anew. */
  private readonly marked = linkedSignal<string, string | null>({ source: this.words, computation: () => null });
  protected readonly active = computed(
    () => this.lines().find(({ id }) => id === this.marked()) ?? this.lines()[0] ?? null,
  );
  /** Enter came while nothing but the search fitted and libraries and servers were still on their way: it waits. */
  protected readonly early = linkedSignal<string, boolean>({ source: this.words, computation: () => false });
  protected readonly waiting = computed(
    () => this.early() || (this.search.searching() && this.search.items().length === 0),
  );
  protected readonly problem = computed(() => this.search.problem() ?? this.commands.problem());
  protected readonly nothing = computed(
    () => this.words() !== '' && this.search.items().length === 0 && !this.search.searching() && !this.search.problem(),
  );
  /** For screen readers. */
  protected readonly state = computed(() => {
    if (this.search.searching()) return $localize`Searching`;
    const count = this.lines().length;
    return plural(count, $localize`1 result`, $localize`${count}:count: results`);
  });

  constructor() {
    afterNextRender(() => this.dialog().nativeElement.showModal());
    effect(() => {
      const id = this.active()?.id;
      if (id) document.getElementById(optionId(id))?.scrollIntoView({ block: 'nearest' });
    });
    effect(() => {
      // A title that came meanwhile was not there to be chosen.
      if (this.early() && !this.commands.loading()) untracked(() => this.enter(this.active()?.item !== undefined));
    });
  }

  protected optionId(command: Command): string {
    return optionId(command.id);
  }

  protected steer(event: KeyboardEvent): void {
    // Enter that ends a word of an input method is not meant for the list.
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') this.step(event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'Enter') this.enter(event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  }

  protected point(event: Event): void {
    const command = this.at(event);
    if (command) this.marked.set(command.id);
  }

  protected pick(event: Event): void {
    const command = this.at(event);
    if (command) void this.choose(command);
  }

  private at({ target }: Event): Command | undefined {
    const line = (target as Element).closest<HTMLElement>('[data-command]');
    return this.lines().find(({ id }) => id === line?.dataset['command']);
  }

  private async choose(command: Command): Promise<void> {
    if (this.busy()) return;
    this.fault.set(null);
    this.busy.set(true);
    try {
      // Before the page changes, so that the focus goes back to where it was and on from there.
      if (!command.mayFail) this.close();
      await command.run();
      if (!command.passing) this.memory.remember(command);
      this.close();
    } catch (error) {
      this.fault.set(Problem.from(error));
    } finally {
      this.busy.set(false);
    }
  }

  protected retry(): void {
    if (this.search.problem()) this.search.again();
    if (this.commands.problem()) this.commands.again();
  }

  protected close(): void {
    this.dialog().nativeElement.close();
    this.switch.hide();
  }

  private step(by: number): void {
    const lines = this.lines();
    if (lines.length === 0) return;
    const from = lines.findIndex(({ id }) => id === this.active()?.id);
    this.marked.set(lines[(from + by + lines.length) % lines.length].id);
  }

  private enter(whole: boolean): void {
    const text = this.words();
    const command = whole && text !== '' ? this.commands.wholeResult(text) : this.active();
    const undecided = !whole && command?.id === WHOLE_RESULT && this.marked() === null && this.commands.loading();
    this.early.set(undecided);
    if (command && !undecided) void this.choose(command);
  }

  private offers(): CommandGroup[] {
    const recent = this.memory.recent();
    const others = (commands: readonly Command[]): readonly Command[] =>
      commands.filter(({ id }) => !recent.some((one) => one.id === id));
    return [
      { label: $localize`Recent`, commands: recent, mixed: true },
      { label: $localize`Pages`, commands: others(this.pageCommands()) },
      { label: $localize`Libraries`, commands: others(this.commands.libraries()) },
      { label: $localize`Actions`, commands: others(this.commands.actions()) },
      { label: $localize`Settings`, commands: others(this.commands.settings()) },
    ];
  }

  private results(): CommandGroup[] {
    const text = this.words();
    return [
      { label: $localize`Pages`, commands: matching(this.allPages(), text) },
      { label: $localize`Libraries`, commands: matching(this.commands.libraries(), text) },
      { label: $localize`Actions`, commands: matching(this.commands.actions(), text) },
      { label: $localize`Titles`, commands: this.search.items().map((item) => this.commands.item(item)) },
      { label: $localize`More`, commands: [this.commands.wholeResult(text)] },
    ];
  }

  private allPages(): Command[] {
    return [...this.pageCommands(), ...this.commands.insights(), ...this.commands.settings()];
  }

  private pageCommands(): Command[] {
    return this.pages().map(({ path, label, icon }) => this.commands.page(path, label, icon));
  }
}

function optionId(id: string): string {
  return `sp-command-${id}`;
}

import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
} from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { firstValueFrom } from 'rxjs';
import { LibraryApi } from '../../api/library.api';
import { Problem } from '../../api/problem';
import type { Section } from '../../api/types';
import { titleCount } from '../items/item-words';
import { EmptyState } from '../../ui/empty-state';
import { formatBytes } from '../../ui/format';
import { Icon } from '../../ui/icon';
import type { IconName } from '../../ui/icon-paths';
import { ProblemPanel } from '../../ui/problem-panel';
import { Skeleton } from '../../ui/skeleton';

const KINDS: Record<string, { word: string; icon: IconName }> = {
  movie: { word: $localize`Movies`, icon: 'movie' },
  show: { word: $localize`Shows`, icon: 'show' },
  artist: { word: $localize`Music`, icon: 'music' },
};

export interface Choice {
  chosen: number;
  usable: number;
  /** A change is being saved. */
  saving: boolean;
}

/** Which libraries of a server are read and shown; each change is saved at once. */
@Component({
  selector: 'sp-library-choice',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [EmptyState, Icon, ProblemPanel, Skeleton],
  templateUrl: './library-choice.html',
  styleUrl: './library-choice.scss',
})
export class LibraryChoice {
  readonly serverId = input.required<string>();
  readonly disabled = input(false);
  readonly changed = output<Choice>();
  private readonly library = inject(LibraryApi);
  protected readonly sections = rxResource({ stream: () => this.library.sections() });
  protected readonly loadProblem = computed(() => (this.sections.error() ? Problem.from(this.sections.error()) : null));
  protected readonly saving = signal<string | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly rows = computed(() => {
    const all = this.sections.hasValue() ? this.sections.value().items : [];
    return all.filter(({ serverId }) => serverId === this.serverId()).map(describe);
  });
  private readonly choice = computed<Choice>(() => {
    const usable = this.rows().filter(({ supported }) => supported);
    return {
      chosen: usable.filter(({ section }) => section.enabled).length,
      usable: usable.length,
      saving: this.saving() !== null,
    };
  });

  constructor() {
    effect(() => {
      const choice = this.choice();
      untracked(() => this.changed.emit(choice));
    });
  }

  /** A box that were disabled while its change is saved would lose the focus. */
  protected oneAtATime(event: Event, { id }: Section): void {
    if (this.saving() === id) event.preventDefault();
  }

  protected async choose(section: Section, box: HTMLInputElement): Promise<void> {
    this.saving.set(section.id);
    this.problem.set(null);
    try {
      const saved = await firstValueFrom(this.library.setSectionEnabled(section.id, box.checked));
      this.sections.update(
        (page) => page && { ...page, items: page.items.map((each) => (each.id === saved.id ? saved : each)) },
      );
    } catch (error) {
      box.checked = section.enabled;
      this.problem.set(Problem.from(error));
    } finally {
      this.saving.set(null);
    }
  }
}

function describe(section: Section): { section: Section; supported: boolean; icon: IconName; words: string } {
  const kind = KINDS[section.type] as (typeof KINDS)[string] | undefined;
  return {
    section,
    supported: kind !== undefined && !section.missing,
    icon: kind?.icon ?? 'library',
    words: wordsOf(section, kind?.word),
  };
}

function wordsOf(section: Section, kind: string | undefined): string {
  if (kind === undefined) return $localize`This kind of library is not supported yet`;
  if (section.missing) return $localize`Plex no longer lists it; what was mirrored is kept`;
  if (section.lastSyncedAt === null) return $localize`${kind}:kind: · not counted yet`;
  return [kind, titleCount(section.itemCount), formatBytes(section.sizeBytes)].join(' · ');
}

import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { DuplicateCopy, DuplicateGroup } from '../../api/types';
import { shapeOf } from '../../core/items/item-words';
import { formatBytes } from '../../ui/format';
import { Poster } from '../../ui/poster';
import { copyKey, copyRow, groupContext } from './duplicate-rows';
import { kindWord } from './insight-words';

/** One title with its copies, one of which can be chosen to stay. */
@Component({
  selector: 'sp-duplicate-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Poster, RouterLink],
  host: { class: 'sp-card', role: 'group', '[attr.aria-labelledby]': 'headingId()' },
  templateUrl: './duplicate-card.html',
  styleUrl: './duplicate-card.scss',
})
export class DuplicateCard {
  readonly group = input.required<DuplicateGroup>();
  /** The copy that is to stay, if one was chosen. */
  readonly kept = input.required<DuplicateCopy | null>();
  readonly chosen = output<DuplicateCopy>();
  readonly cleared = output<void>();
  protected readonly headingId = computed(() => `sp-duplicate-${this.group().id}`);
  protected readonly shape = computed(() => shapeOf(this.group().type));
  protected readonly kind = computed(() => kindWord(this.group().kind));
  protected readonly context = computed(() => groupContext(this.group()));
  protected readonly keptKey = computed(() => {
    const kept = this.kept();
    return kept && copyKey(kept);
  });
  protected readonly rows = computed(() => this.group().copies.map(copyRow));
  protected readonly effect = computed(() => {
    const kept = this.kept();
    if (!kept) {
      const most = this.group().freeableBytes;
      return most === null
        ? $localize`How much a choice would free is unknown.`
        : $localize`A choice would free up to ${formatBytes(most)}:size:.`;
    }
    return kept.frees === null
      ? $localize`How much this choice would free is unknown.`
      : $localize`This choice would free ${formatBytes(kept.frees)}:size:.`;
  });
}

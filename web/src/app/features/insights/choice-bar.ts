import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { Selection } from '../../core/lists/selection';
import { formatBytes, formatCount } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { saveCsv, toCsv } from './csv';
import { DUPLICATE_CSV, type KeptCopy, choiceLines, overlap } from './duplicate-rows';
import { titlesWords } from './storage-figures';

/** What all choices together would free. Nothing is deleted: Plex is where copies are removed. */
@Component({
  selector: 'sp-choice-bar',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  template: `
    <div class="bar" role="region" aria-label="Choices" i18n-aria-label [hidden]="kept().count() === 0">
      <p role="status">
        <strong>{{ words() }}</strong>
        <span class="sp-muted sp-small">{{ note() }}</span>
      </p>
      <span class="acts">
        <button type="button" class="sp-button" (click)="save()">
          <sp-icon name="download" [size]="16" /><ng-container i18n>Export as CSV</ng-container>
        </button>
        <button type="button" class="sp-button sp-button--quiet" (click)="kept().clear()" i18n>Clear choices</button>
      </span>
    </div>
  `,
  styles: `
    :host {
      position: sticky;
      bottom: calc(var(--sp-bottombar) + 16px);
      z-index: 8;
      display: block;
    }
    .bar:not([hidden]) {
      display: flex;
    }
    .bar {
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 8px 24px;
      padding: 12px 16px;
      border: 1px solid var(--sp-accent);
      border-radius: var(--sp-radius-card);
      background: var(--sp-raised);
      box-shadow: var(--sp-shadow);
    }
    p {
      display: grid;
      flex: 1 1 280px;
    }
    .acts {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
    @media (max-width: 639.98px) {
      .bar {
        padding: 12px;
      }
      .sp-button {
        min-height: 44px;
        padding-inline: 10px;
      }
    }
  `,
})
export class ChoiceBar {
  readonly kept = input.required<Selection<KeptCopy>>();
  protected readonly words = computed(() => {
    if (this.kept().count() === 0) return '';
    const [titles, bytes] = [titlesWords(this.kept().count()), formatBytes(this.kept().bytes())];
    const unknown = this.kept().unsized();
    return unknown === 0
      ? $localize`Choices for ${titles}:titles: would free ${bytes}:size:`
      : $localize`Choices for ${titles}:titles: would free ${bytes}:size:, and an unknown size for ${formatCount(unknown)}:count: of them`;
  });
  protected readonly note = computed(() => {
    if (this.kept().count() === 0) return '';
    return overlap(this.kept().rows())
      ? $localize`Some copies stand in several groups and count in each. Nothing is deleted here.`
      : $localize`Nothing is deleted here.`;
  });

  protected save(): void {
    saveCsv('smartplex-duplicates.csv', toCsv(DUPLICATE_CSV, this.kept().rows().flatMap(choiceLines)));
  }
}

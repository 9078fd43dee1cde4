import { ChangeDetectionStrategy, Component, computed, input, linkedSignal, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Selection } from '../../core/lists/selection';
import { formatBytes, formatCount } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { plural } from '../../ui/plural';
import { saveCsv, toCsv } from './csv';
import type { InsightRow } from './insight-row';
import { titlesWords } from './storage-figures';

/** What is picked and what can be done with it; nothing while nothing is. Nothing here deletes. */
@Component({
  selector: 'sp-selection-bar',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, RouterLink],
  template: `
    @if (selection().count() > 0) {
      <div class="bar" role="region" aria-label="Selection" i18n-aria-label>
        <p>
          <strong>{{ sums() }}</strong>
          @if (elsewhere() > 0) {
            <span class="sp-muted sp-small">{{ elsewhereWords() }}</span>
          }
        </p>
        <span class="acts">
          <button type="button" class="sp-button" (click)="save()">
            <sp-icon name="download" [size]="16" /><ng-container i18n>Export as CSV</ng-container>
          </button>
          <button type="button" class="sp-button" (click)="copy()">
            <sp-icon [name]="outcome() === 'copied' ? 'check' : 'copy'" [size]="16" /><ng-container i18n
              >Copy titles</ng-container
            >
          </button>
          <a class="sp-button" [routerLink]="['/items', first()]" i18n>Open the first</a>
          <button type="button" class="sp-button sp-button--quiet" (click)="selection().clear()" i18n>Clear</button>
        </span>
        @if (outcome() === 'shown') {
          <label class="by-hand">
            <span class="sp-small" i18n>This browser does not let the page copy. Copy the titles from here:</span>
            <textarea class="sp-input" rows="4" readonly dir="auto" [value]="titles()" (focus)="all($event)"></textarea>
          </label>
        }
      </div>
    }
    <p class="sp-hidden" role="status">{{ said() }}</p>
  `,
  styles: `
    :host {
      position: sticky;
      bottom: calc(var(--sp-bottombar) + 16px);
      z-index: 8;
      display: block;
    }
    .bar {
      display: flex;
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
    }
    .acts {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
    .by-hand {
      display: grid;
      flex: 1 1 100%;
      gap: 4px;
    }
    @media (max-width: 639.98px) {
      .bar {
        padding: 12px;
      }
      .acts {
        display: grid;
        grid-template-columns: 1fr 1fr;
        flex: 1 1 100%;
      }
      .sp-button {
        min-height: 44px;
        padding-inline: 8px;
      }
    }
  `,
})
export class SelectionBar {
  readonly selection = input.required<Selection<InsightRow>>();
  /** Rows of the list as it is filtered now. */
  readonly shown = input.required<readonly InsightRow[]>();
  readonly file = input.required<string>();
  readonly csvColumns = input.required<readonly string[]>();
  protected readonly outcome = linkedSignal<unknown, 'none' | 'copied' | 'shown'>({
    source: () => this.selection().rows(),
    computation: () => 'none',
  });
  protected readonly said = signal('');
  protected readonly first = computed(() => this.selection().rows()[0]?.id);
  protected readonly titles = computed(() =>
    this.selection()
      .rows()
      .map(({ title, context }) => (context ? `${title} (${context})` : title))
      .join('\n'),
  );
  protected readonly sums = computed(() => {
    const [titles, unsized] = [titlesWords(this.selection().count()), this.selection().unsized()];
    const bytes = formatBytes(this.selection().bytes());
    if (unsized === 0) return $localize`${titles}:titles: selected, ${bytes}:size:`;
    return $localize`${titles}:titles: selected, ${bytes}:size: and ${formatCount(unsized)}:count: of unknown size`;
  });
  protected readonly elsewhere = computed(() => {
    const shown = new Set(this.shown().map(({ id }) => id));
    return this.selection()
      .rows()
      .filter(({ id }) => !shown.has(id)).length;
  });
  protected readonly elsewhereWords = computed(() => {
    const count = formatCount(this.elsewhere());
    return plural(
      this.elsewhere(),
      $localize`${count}:count: of them is not among the rows shown`,
      $localize`${count}:count: of them are not among the rows shown`,
    );
  });

  protected save(): void {
    const rows = this.selection().rows();
    saveCsv(
      this.file(),
      toCsv(
        this.csvColumns(),
        rows.map(({ csv }) => csv),
      ),
    );
    this.said.set($localize`Saved ${titlesWords(rows.length)}:titles: as ${this.file()}:file:`);
  }

  protected async copy(): Promise<void> {
    // Pages over plain http have no clipboard: the titles are shown for copying by hand.
    const copied = await navigator.clipboard?.writeText(this.titles()).then(
      () => true,
      () => false,
    );
    this.outcome.set(copied ? 'copied' : 'shown');
    if (copied) this.said.set($localize`Copied ${titlesWords(this.selection().count())}:titles:`);
  }

  protected all(event: FocusEvent): void {
    (event.target as HTMLTextAreaElement).select();
  }
}

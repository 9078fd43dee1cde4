import { ChangeDetectionStrategy, Component, DestroyRef, inject, input, linkedSignal, output } from '@angular/core';
import { Icon } from '../../ui/icon';
import { Unread } from '../../ui/unread';

interface FilterOption {
  value: string;
  label: string;
}

export interface FilterChoice {
  name: string;
  label: string;
  /** What stands for no filter. */
  any: string;
  options: readonly FilterOption[];
  /** Its options could not be read. */
  unread?: { text: string; busy: boolean; retry: () => void };
}

/** Filters by name; null takes one out. */
export type FilterChange = Record<string, string | null>;

const TYPING_PAUSE_MS = 250;

/** What narrows a list: chips for its main question, choices, and words of a title. */
@Component({
  selector: 'sp-insight-filters',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, Unread],
  template: `
    <div class="chips" role="group" [attr.aria-label]="chips().label">
      <button
        type="button"
        class="sp-chip"
        [class.sp-chip--active]="values()[chips().name] === null"
        [attr.aria-pressed]="values()[chips().name] === null"
        (click)="set(chips().name, null)"
      >
        {{ chips().any }}
      </button>
      @for (option of chips().options; track option.value) {
        <button
          type="button"
          class="sp-chip"
          [class.sp-chip--active]="values()[chips().name] === option.value"
          [attr.aria-pressed]="values()[chips().name] === option.value"
          (click)="set(chips().name, option.value)"
        >
          {{ option.label }}
        </button>
      }
    </div>
    <div class="fields">
      <div class="sp-field words">
        <label for="sp-insight-q" i18n>Words of a title</label>
        <span class="search">
          <sp-icon name="search" [size]="16" />
          <input
            #words
            id="sp-insight-q"
            class="sp-input"
            type="search"
            maxlength="200"
            autocomplete="off"
            spellcheck="false"
            [value]="typed()"
            (input)="type(words.value)"
            (keydown.enter)="search()"
          />
        </span>
      </div>
      <button
        type="button"
        class="sp-button more"
        aria-controls="sp-insight-choices"
        [attr.aria-expanded]="open()"
        (click)="open.set(!open())"
      >
        <sp-icon name="filter" [size]="16" /><ng-container i18n>Filters</ng-container>
      </button>
      <div id="sp-insight-choices" class="choices" [class.open]="open()">
        @for (choice of choices(); track choice.name) {
          <div class="sp-field">
            <label [for]="'sp-insight-' + choice.name">{{ choice.label }}</label>
            <select
              #select
              class="sp-select"
              [id]="'sp-insight-' + choice.name"
              (change)="set(choice.name, select.value || null)"
            >
              <option value="" [selected]="values()[choice.name] === null">{{ choice.any }}</option>
              @for (option of choice.options; track option.value) {
                <option dir="auto" [value]="option.value" [selected]="values()[choice.name] === option.value">
                  {{ option.label }}
                </option>
              }
            </select>
          </div>
        }
        @for (choice of choices(); track choice.name) {
          @if (choice.unread; as unread) {
            <sp-unread [text]="unread.text" [busy]="unread.busy" (retry)="unread.retry()" />
          }
        }
      </div>
    </div>
  `,
  styles: `
    :host {
      display: grid;
      gap: 12px;
    }
    .chips {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
    .fields {
      display: flex;
      flex-wrap: wrap;
      align-items: end;
      gap: 12px;
    }
    .words {
      flex: 2 1 220px;
      max-width: 360px;
    }
    .choices {
      display: contents;
    }
    .choices > * {
      flex: 1 1 140px;
      max-width: 220px;
    }
    .choices > sp-unread {
      flex-basis: 100%;
      grid-column: 1 / -1;
      max-width: none;
    }
    .more {
      display: none;
    }
    .search {
      position: relative;
      display: block;
    }
    .search sp-icon {
      position: absolute;
      inset: 10px auto auto 10px;
      color: var(--sp-muted);
      pointer-events: none;
    }
    .search input {
      padding-inline-start: 32px;
    }
    @media (max-width: 639.98px) {
      .sp-chip {
        min-height: 36px;
        padding-inline: 12px;
        border-radius: 18px;
      }
      .words {
        flex-basis: 160px;
      }
      .more {
        display: inline-flex;
      }
      .choices {
        display: none;
        grid-template-columns: 1fr 1fr;
        flex: 1 1 100%;
        gap: 12px;
      }
      .choices.open {
        display: grid;
      }
    }
  `,
})
export class InsightFilters {
  readonly chips = input.required<FilterChoice>();
  readonly choices = input.required<readonly FilterChoice[]>();
  /** Of every filter, by its name; null where it is not used. */
  readonly values = input.required<Readonly<FilterChange>>();
  readonly changed = output<FilterChange>();
  /** On a phone choices are asked for; those in use are in sight from the start. */
  protected readonly open = linkedSignal<boolean, boolean>({
    source: () => this.choices().some(({ name }) => (this.values()[name] ?? null) !== null),
    computation: (used, before) => used || (before?.value ?? false),
  });
  /** Words of ours on their way into the address: what was typed since stays when they come back. */
  private told: string | null = null;
  /** What is in the field; an address that changes by other means changes it too. */
  protected readonly typed = linkedSignal<string, string>({
    source: () => this.values()['q'] ?? '',
    computation: (words, before) => {
      const ours = words === this.told;
      if (ours) this.told = null;
      return before && (ours || words === before.source) ? before.value : words;
    },
  });
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  protected set(name: string, value: string | null): void {
    clearTimeout(this.timer);
    this.tell({ [name]: value, ...this.words() });
  }

  protected type(words: string): void {
    this.typed.set(words);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), TYPING_PAUSE_MS);
  }

  protected search(): void {
    clearTimeout(this.timer);
    const words = this.words();
    if (words.q !== this.values()['q']) this.tell(words);
  }

  private tell(change: FilterChange): void {
    const words = change['q'] ?? '';
    if (words !== (this.values()['q'] ?? '')) this.told = words;
    this.changed.emit(change);
  }

  /** Words that are still being typed belong to whatever else is chosen. */
  private words(): { q: string | null } {
    return { q: this.typed().trim() || null };
  }
}

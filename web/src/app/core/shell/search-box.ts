import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  type ElementRef,
  effect,
  inject,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed, toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, NavigationStart, Router } from '@angular/router';
import { Subject, filter, map, startWith, switchMap, takeUntil, timer } from 'rxjs';
import { Icon } from '../../ui/icon';
import { PaletteSwitch } from '../palette/palette-switch';

const TYPING_PAUSE_MS = 150;

/** Search as you type: the words live in the library's address, so a search can be kept and shared. */
@Component({
  selector: 'sp-search-box',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  host: { '(document:keydown)': 'focusOnSlash($event)' },
  template: `
    <form role="search" (submit)="$event.preventDefault(); go(field.value)">
      <sp-icon name="search" [size]="18" />
      <input
        #field
        type="search"
        maxlength="200"
        i18n-placeholder
        placeholder="Search"
        i18n-aria-label
        aria-label="Search the library"
        aria-keyshortcuts="/"
        autocomplete="off"
        spellcheck="false"
        [value]="words()"
        (input)="typed.next(field.value)"
        (keydown.escape)="clear()"
      />
      <button
        type="button"
        i18n-aria-label
        aria-label="Search and commands"
        aria-keyshortcuts="Control+K"
        aria-haspopup="dialog"
        (click)="palette.show()"
      >
        <kbd aria-hidden="true">{{ shortcut }}</kbd>
        <sp-icon name="command" [size]="18" />
      </button>
    </form>
  `,
  styles: `
    form {
      position: relative;
      display: flex;
      align-items: center;
    }
    sp-icon {
      position: absolute;
      inset-inline-start: 10px;
      color: var(--sp-muted);
      pointer-events: none;
    }
    input {
      width: 100%;
      min-width: 0;
      height: 36px;
      padding: 0 72px 0 36px;
      border: 1px solid var(--sp-line);
      border-radius: var(--sp-radius-control);
      background: var(--sp-surface);
      color: var(--sp-text);
      font: 14px/1 var(--sp-font);
    }
    input::placeholder {
      color: var(--sp-muted);
      opacity: 1;
    }
    button {
      position: absolute;
      inset-inline-end: 2px;
      display: grid;
      place-items: center;
      min-width: 36px;
      height: 32px;
      padding: 0 6px;
      border: 0;
      border-radius: 4px;
      background: transparent;
      color: var(--sp-muted);
      cursor: pointer;
    }
    button:hover {
      background: var(--sp-sunken);
      color: var(--sp-text);
    }
    button sp-icon {
      position: static;
      display: none;
    }
    kbd {
      padding: 0 6px;
      border: 1px solid var(--sp-line);
      border-radius: 4px;
      font: 12px/18px var(--sp-mono);
      white-space: nowrap;
    }
    @media (max-width: 639.98px) {
      kbd,
      form > sp-icon {
        display: none;
      }
      button sp-icon {
        display: block;
      }
      input {
        padding-inline: 10px 40px;
      }
    }
  `,
})
export class SearchBox {
  protected readonly typed = new Subject<string>();
  protected readonly words = signal('');
  protected readonly palette = inject(PaletteSwitch);
  protected readonly shortcut = /Mac|iPhone|iPad/.test(navigator.platform)
    ? '⌘ K'
    : $localize`:the keys that open the commands:Ctrl K`;
  private readonly router = inject(Router);
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  private readonly url = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map((event) => event.urlAfterRedirects),
      startWith(this.router.url),
    ),
    { requireSync: true },
  );

  constructor() {
    // Whoever goes elsewhere before the pause is over must not be pulled back into a search.
    const left = this.router.events.pipe(filter((event) => event instanceof NavigationStart && !isLibrary(event.url)));
    this.typed
      .pipe(
        switchMap((text) =>
          timer(TYPING_PAUSE_MS).pipe(
            map(() => text),
            takeUntil(left),
          ),
        ),
        takeUntilDestroyed(inject(DestroyRef)),
      )
      .subscribe((text) => this.go(text));
    effect(() => {
      const query = searchOf(this.url());
      // While somebody types, the field is ahead of the address.
      untracked(() => this.takeOver(query));
    });
  }

  protected go(text: string): void {
    const inLibrary = isLibrary(this.router.url);
    const q = text.trim().slice(0, 200);
    if (!inLibrary && q === '') return;
    if (inLibrary && q === searchOf(this.router.url)) return;
    void this.router.navigate(['/library'], {
      queryParams: { q: q || null },
      queryParamsHandling: inLibrary ? 'merge' : 'replace',
      // One step back leaves the search, however many letters it had.
      replaceUrl: inLibrary && searchOf(this.router.url) !== '',
    });
  }

  protected clear(): void {
    this.field().nativeElement.value = '';
    this.typed.next('');
  }

  protected focusOnSlash(event: KeyboardEvent): void {
    const target = event.target as HTMLElement | null;
    const typing = target?.closest?.('input, textarea, select, [contenteditable], dialog') ?? null;
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.field().nativeElement.focus();
    this.field().nativeElement.select();
  }

  private takeOver(query: string): void {
    const element = this.field().nativeElement;
    if (document.activeElement === element && element.value.trim() !== '') return;
    this.words.set(query);
    element.value = query;
  }
}

function isLibrary(url: string): boolean {
  return /^\/library(?:[?#]|$)/.test(url);
}

function searchOf(url: string): string {
  return isLibrary(url) ? (new URLSearchParams(url.split('?')[1] ?? '').get('q') ?? '') : '';
}

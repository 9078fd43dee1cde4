import {
  ChangeDetectionStrategy,
  Component,
  ViewContainerRef,
  effect,
  inject,
  input,
  inputBinding,
  signal,
  untracked,
} from '@angular/core';
import { Router } from '@angular/router';
import type { IconName } from '../../ui/icon-paths';
import { NavigationFaults } from '../errors/navigation-faults';
import { PaletteSwitch } from './palette-switch';

/** Listens for the palette's keys and fetches it when it is wanted: the first page does without it. */
@Component({
  selector: 'sp-palette-launcher',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(document:keydown)': 'toggleByKey($event)' },
  template: `
    @if (missing()) {
      <div class="sp-notice sp-notice--urgent" role="alert">
        <span i18n>The search could not be opened. There may be no connection to SmartPlex.</span>
        <button type="button" class="sp-button" (click)="reload()" i18n>Load the page again</button>
        <button type="button" class="sp-button sp-button--quiet" (click)="missing.set(false)" i18n>Stay here</button>
      </div>
    }
  `,
})
export class PaletteLauncher {
  /** The pages that this person may see. */
  readonly pages = input.required<readonly { path: string; label: string; icon: IconName }[]>();
  protected readonly missing = signal(false);
  private readonly palette = inject(PaletteSwitch);
  private readonly place = inject(ViewContainerRef);
  private readonly faults = inject(NavigationFaults);
  private readonly router = inject(Router);

  constructor() {
    effect(() => {
      const open = this.palette.open();
      untracked(() => (open ? void this.put() : this.place.clear()));
    });
  }

  protected toggleByKey(event: KeyboardEvent): void {
    if (!isShortcut(event)) return;
    event.preventDefault();
    if (this.palette.open()) this.palette.hide();
    // A question that is open wants its answer first.
    else if (!document.querySelector('dialog[open]')) this.palette.show();
  }

  /** A browser remembers that a module did not come: only a new page asks again. */
  protected reload(): void {
    this.faults.open(this.router.url);
  }

  private async put(): Promise<void> {
    this.missing.set(false);
    try {
      const { CommandPalette } = await import('./command-palette');
      if (!this.palette.open() || this.place.length > 0) return;
      this.place.createComponent(CommandPalette, { bindings: [inputBinding('pages', this.pages)] });
    } catch {
      this.palette.hide();
      this.missing.set(true);
    }
  }
}

/** Ctrl-K, and Cmd-K on a Mac, where Ctrl-K cuts a line that somebody writes. */
function isShortcut({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  if (key.toLowerCase() !== 'k' || altKey || shiftKey) return false;
  return /Mac|iPhone|iPad/.test(navigator.platform) ? metaKey : ctrlKey;
}

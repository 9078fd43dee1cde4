import { ChangeDetectionStrategy, Component, computed, effect, input, signal, untracked } from '@angular/core';
import { Icon } from './icon';

/** Copies a text. Where the browser does not let it, the text appears for copying by hand. */
@Component({
  selector: 'sp-copy',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  template: `
    <button type="button" class="sp-button" [class.sp-button--quiet]="quiet()" (click)="copy()">
      <sp-icon [name]="outcome() === 'copied' ? 'check' : 'copy'" [size]="16" />{{ label() }}
    </button>
    <span class="sp-hidden" role="status">{{ spoken() }}</span>
    @if (outcome() === 'shown') {
      <code class="sp-mono">{{ text() }}</code>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
      min-width: 0;
    }
    code {
      overflow-wrap: anywhere;
      user-select: all;
    }
  `,
})
export class CopyButton {
  readonly text = input.required<string>();
  /** A verb and what is copied: "Copy request id". */
  readonly label = input.required<string>();
  readonly quiet = input(false);
  protected readonly outcome = signal<'none' | 'copied' | 'shown'>('none');
  protected readonly spoken = computed(() => (this.outcome() === 'copied' ? $localize`Copied` : ''));

  constructor() {
    effect(() => {
      this.text();
      untracked(() => this.outcome.set('none'));
    });
  }

  protected async copy(): Promise<void> {
    // Pages over plain http have no clipboard.
    const copied = await navigator.clipboard?.writeText(this.text()).then(
      () => true,
      () => false,
    );
    this.outcome.set(copied ? 'copied' : 'shown');
  }
}

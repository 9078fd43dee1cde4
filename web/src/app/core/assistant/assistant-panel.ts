import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  type ElementRef,
  afterNextRender,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon } from '../../ui/icon';
import { Assistant } from './assistant';
import { AssistantSwitch } from './assistant-switch';

/** The assistant beside any page; Escape and the button close it, and the focus goes back to where it was. */
@Component({
  selector: 'sp-assistant-panel',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Assistant, Icon, RouterLink],
  host: { '(keydown.escape)': 'panel.hide()' },
  template: `
    <aside aria-labelledby="sp-panel-heading">
      <header>
        <h2 #heading id="sp-panel-heading" tabindex="-1" i18n>Assistant</h2>
        <a
          class="sp-button sp-button--quiet sp-small"
          routerLink="/assistant"
          [queryParams]="id() ? { c: id() } : {}"
          (click)="panel.hide()"
          i18n
          >Open as a page</a
        >
        <button type="button" class="close" aria-label="Close the assistant" i18n-aria-label (click)="panel.hide()">
          <sp-icon name="close" />
        </button>
      </header>
      <sp-assistant [id]="id()" (begun)="id.set($event)" />
    </aside>
  `,
  styles: `
    aside {
      position: fixed;
      inset-block: var(--sp-topbar) 0;
      inset-inline-end: 0;
      z-index: 20;
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: auto minmax(0, 1fr);
      width: min(420px, 100vw);
      border-inline-start: 1px solid var(--sp-line);
      background: var(--sp-page);
      box-shadow: var(--sp-shadow);
    }
    header {
      display: flex;
      align-items: center;
      gap: 8px;
      padding: 8px 16px;
      border-block-end: 1px solid var(--sp-line);
    }
    h2 {
      flex: 1;
    }
    .close {
      display: grid;
      place-items: center;
      width: 36px;
      height: 36px;
      border: 0;
      border-radius: var(--sp-radius-control);
      background: none;
      color: inherit;
      cursor: pointer;
    }
    sp-assistant {
      padding: 16px;
      overflow-y: auto;
    }
    @media (max-width: 639.98px) {
      aside {
        /* Above the bar of the navigation, which takes no room from it; the shell's header lifts it there. */
        --sp-bottombar: 0px;
        inset-block-start: 0;
      }
    }
  `,
})
export class AssistantPanel {
  protected readonly panel = inject(AssistantSwitch);
  /** Of the conversation in this panel; null before its first question. */
  protected readonly id = signal<string | null>(null);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');

  constructor() {
    const before = document.activeElement as HTMLElement | null;
    afterNextRender(() => this.heading().nativeElement.focus());
    inject(DestroyRef).onDestroy(() => before?.focus());
  }
}

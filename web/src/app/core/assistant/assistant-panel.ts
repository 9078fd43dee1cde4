import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  ElementRef,
  afterNextRender,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { type Event, NavigationEnd, NavigationSkipped, Router, RouterLink } from '@angular/router';
import { Icon } from '../../ui/icon';
import { Assistant } from './assistant';
import { AssistantSwitch } from './assistant-switch';
import { isTapped } from './by-touch';
import { PanelTalk } from './panel-talk';

/** Where too little of a page is left beside it. */
const COVERS = '(max-width: 1279.98px)';

/** The assistant beside any page; Escape and the button close it, and the focus goes back to where it was. */
@Component({
  selector: 'sp-assistant-panel',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Assistant, Icon, RouterLink],
  host: { '(keydown.escape)': 'panel.hide()' },
  template: `
    <aside aria-labelledby="sp-panel-heading">
      <header>
        <h2 #heading class="sp-clip" id="sp-panel-heading" tabindex="-1" (blur)="eager.set(false)" i18n>Assistant</h2>
        @if (talk.id()) {
          <button type="button" class="act" aria-label="New conversation" i18n-aria-label (click)="begin()">
            <sp-icon name="plus" />
          </button>
        }
        <a
          class="sp-button sp-button--quiet sp-small"
          routerLink="/assistant"
          [queryParams]="talk.id() ? { c: talk.id() } : {}"
          (click)="panel.hide()"
          i18n
          >Open as a page</a
        >
        <button type="button" class="act" aria-label="Close the assistant" i18n-aria-label (click)="panel.hide()">
          <sp-icon name="close" />
        </button>
      </header>
      <sp-assistant [id]="talk.id()" [eager]="eager()" (begun)="talk.begun($event)" />
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
      gap: 4px;
      padding: 8px 8px 8px 16px;
      border-block-end: 1px solid var(--sp-line);
    }
    header .sp-button {
      padding-inline: 8px;
    }
    h2 {
      flex: 1;
    }
    .act {
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
  protected readonly talk = inject(PanelTalk);
  /** Until the place for a question is there the heading has the focus, and keeps it after a tap. */
  protected readonly eager = signal(true);
  private readonly router = inject(Router);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');

  constructor() {
    const before = document.activeElement as HTMLElement | null;
    if (before && isTapped(before)) this.eager.set(false);
    afterNextRender(() => this.heading().nativeElement.focus());
    inject(DestroyRef).onDestroy(() => before?.focus());
    this.router.events.pipe(takeUntilDestroyed()).subscribe((event) => {
      if (this.leads(event) && matchMedia(COVERS).matches) this.panel.hide();
    });
  }

  protected begin(): void {
    const held = document.activeElement;
    this.talk.leave();
    if (held && !isTapped(held)) this.host.querySelector('textarea')?.focus();
  }

  /** To where the person wants to be, be it where they are; a page that words its own address anew leads nowhere. */
  private leads(event: Event): boolean {
    if (event instanceof NavigationSkipped) return true;
    return event instanceof NavigationEnd && !this.router.currentNavigation()?.extras.replaceUrl;
  }
}

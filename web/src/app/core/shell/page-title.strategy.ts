import { Injectable, computed, inject, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { type ActivatedRouteSnapshot, type RouterStateSnapshot, TitleStrategy } from '@angular/router';

/** What the top bar and the browser's tab call the page. */
@Injectable({ providedIn: 'root' })
export class PageTitle {
  private readonly title = inject(Title);
  private readonly words = signal('');
  private readonly owned = signal(false);
  readonly text = this.words.asReadonly();
  /** The page has a heading of its own, so the bar's is none. */
  readonly ownHeading = computed(() => this.owned());

  set(text: string, ownHeading = false): void {
    this.words.set(text);
    this.owned.set(ownHeading);
    this.title.setTitle(text ? `${text} · SmartPlex` : 'SmartPlex');
  }

  /** A page that learns its name later, e.g. an item's title; the bar keeps the route's word. */
  setTab(text: string): void {
    this.title.setTitle(`${text} · SmartPlex`);
  }
}

@Injectable({ providedIn: 'root' })
export class PageTitleStrategy extends TitleStrategy {
  private readonly page = inject(PageTitle);

  override updateTitle(snapshot: RouterStateSnapshot): void {
    this.page.set(this.buildTitle(snapshot) ?? '', leafOf(snapshot.root).data['ownHeading'] === true);
  }
}

function leafOf(route: ActivatedRouteSnapshot): ActivatedRouteSnapshot {
  return route.firstChild ? leafOf(route.firstChild) : route;
}

import { Injectable, inject, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { type ActivatedRouteSnapshot, type RouterStateSnapshot, TitleStrategy } from '@angular/router';

/** What a route tells in its `data`. */
interface PagePlace {
  ownHeading?: boolean;
  within?: string | null;
}

/** What the top bar and the browser's tab call the page. */
@Injectable({ providedIn: 'root' })
export class PageTitle {
  private readonly title = inject(Title);
  private readonly words = signal('');
  private readonly owned = signal(false);
  private readonly entry = signal<string | null>(null);
  readonly text = this.words.asReadonly();
  /** The page has a heading of its own, so the bar's is none. */
  readonly ownHeading = this.owned.asReadonly();
  /** Path of the entry of the navigation that the page belongs to without being it. */
  readonly within = this.entry.asReadonly();

  set(text: string, { ownHeading = false, within = null }: PagePlace = {}): void {
    this.words.set(text);
    this.owned.set(ownHeading);
    this.entry.set(within);
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
    this.page.set(this.buildTitle(snapshot) ?? '', leafOf(snapshot.root).data);
  }
}

function leafOf(route: ActivatedRouteSnapshot): ActivatedRouteSnapshot {
  return route.firstChild ? leafOf(route.firstChild) : route;
}

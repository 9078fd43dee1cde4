import { NgComponentOutlet } from '@angular/common';
import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  ElementRef,
  type Type,
  inject,
  input,
  signal,
} from '@angular/core';

/**
 * A part far down a page, fetched with its code when somebody comes near it. Its place is held by what is projected;
 * where it cannot be fetched it is tried again with the next approach.
 */
@Component({
  selector: 'sp-lazy-part',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [NgComponentOutlet],
  template: `
    @if (part(); as component) {
      <ng-container [ngComponentOutlet]="component" />
    } @else {
      <ng-content />
    }
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
  `,
})
export class LazyPart {
  readonly load = input.required<() => Promise<Type<unknown>>>();
  protected readonly part = signal<Type<unknown> | null>(null);

  constructor() {
    const near = new IntersectionObserver(
      (entries) => {
        // Oldest first: on a busy machine it may have gone out of sight and come back since the last call.
        if (entries.at(-1)?.isIntersecting) void this.fetch().then((fetched) => fetched && near.disconnect());
      },
      { rootMargin: '200px' },
    );
    near.observe(inject<ElementRef<HTMLElement>>(ElementRef).nativeElement);
    inject(DestroyRef).onDestroy(() => near.disconnect());
  }

  private async fetch(): Promise<boolean> {
    try {
      this.part.set(await this.load()());
      return true;
    } catch {
      // No connection: the place stays as it is, and so does the page.
      return false;
    }
  }
}

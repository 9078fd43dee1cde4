import {
  type Binding,
  DestroyRef,
  Directive,
  type Type,
  ViewContainerRef,
  effect,
  inject,
  input,
  output,
  untracked,
} from '@angular/core';

/**
 * A component whose code is fetched when the place for it is made: what few people open costs nobody else its bytes.
 * Fetched again with the next place, where it did not come.
 */
@Directive({ selector: '[spLazyView]' })
export class LazyView {
  readonly load = input.required<() => Promise<Type<unknown>>>({ alias: 'spLazyView' });
  /** What goes into the component and comes out of it. */
  readonly bindings = input<Binding[]>([]);
  /** The code did not come: there may be no connection. */
  readonly failed = output<void>();
  private readonly place = inject(ViewContainerRef);
  private readonly life = inject(DestroyRef);

  constructor() {
    effect(() => {
      const load = this.load();
      untracked(() => void this.put(load));
    });
  }

  private async put(load: () => Promise<Type<unknown>>): Promise<void> {
    try {
      const component = await load();
      if (this.life.destroyed) return;
      this.place.clear();
      this.place.createComponent(component, { bindings: this.bindings() });
    } catch {
      this.failed.emit();
    }
  }
}

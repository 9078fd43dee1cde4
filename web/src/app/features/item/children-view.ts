import type { Signal } from '@angular/core';

/** What stands in the middle of a title's page and grows when its rows come. */
export abstract class ChildrenView {
  /** Its rows are here, or cannot be read: it does not grow by itself any more. */
  abstract readonly settled: Signal<boolean>;
}

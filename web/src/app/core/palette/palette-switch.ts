import { Injectable, signal } from '@angular/core';

/** Whether the palette is wanted: the keyboard, the search box and the palette itself say so. */
@Injectable({ providedIn: 'root' })
export class PaletteSwitch {
  private readonly state = signal(false);
  readonly open = this.state.asReadonly();

  show(): void {
    this.state.set(true);
  }

  hide(): void {
    this.state.set(false);
  }
}

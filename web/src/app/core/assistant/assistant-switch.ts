import { Injectable, signal } from '@angular/core';

/** Whether the assistant's panel is wanted beside the page. */
@Injectable({ providedIn: 'root' })
export class AssistantSwitch {
  private readonly state = signal(false);
  readonly open = this.state.asReadonly();

  toggle(): void {
    this.state.update((open) => !open);
  }

  hide(): void {
    this.state.set(false);
  }
}

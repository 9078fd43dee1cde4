import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  afterNextRender,
  afterRenderEffect,
  effect,
  inject,
  input,
  model,
  output,
  viewChild,
} from '@angular/core';
import { Icon } from '../../ui/icon';
import { isTapped } from './by-touch';

/** As long as the server takes. */
const LONGEST = 2000;

/** Where a question is written: Enter asks, Shift-Enter begins a line. */
@Component({
  selector: 'sp-composer',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  template: `
    <form (submit)="send($event)">
      <label class="sp-hidden" [attr.for]="id()" i18n>Your question</label>
      <textarea
        #field
        class="sp-input"
        [id]="id()"
        rows="1"
        [maxLength]="longest"
        dir="auto"
        [placeholder]="hint()"
        [value]="text()"
        (input)="text.set(field.value)"
        (keydown.enter)="enter($event)"
      ></textarea>
      @if (busy()) {
        <button type="button" class="sp-button" (click)="stopped.emit()">
          <sp-icon name="stop" [size]="18" /><span i18n>Stop</span>
        </button>
      } @else {
        <button class="sp-button sp-button--primary" [disabled]="!text().trim()">
          <sp-icon name="next" [size]="18" /><span i18n>Ask</span>
        </button>
      }
    </form>
  `,
  styles: `
    form {
      display: flex;
      align-items: end;
      gap: 8px;
    }
    textarea {
      flex: 1;
      min-height: 44px;
      max-height: 180px;
      padding-block: 10px;
      resize: none;
    }
    .sp-button {
      min-height: 44px;
    }
  `,
})
export class Composer {
  readonly id = input.required<string>();
  readonly hint = input('');
  readonly busy = input(false);
  /** Takes the focus when it comes. */
  readonly eager = input(false);
  readonly text = model('');
  readonly asked = output<string>();
  readonly stopped = output<void>();
  protected readonly longest = LONGEST;
  private readonly field = viewChild.required<ElementRef<HTMLTextAreaElement>>('field');
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  constructor() {
    // As high as its text.
    afterRenderEffect(() => {
      this.text();
      const field = this.field().nativeElement;
      field.style.height = 'auto';
      field.style.height = `${field.scrollHeight}px`;
    });
    afterNextRender(() => {
      if (this.eager()) this.field().nativeElement.focus();
    });
    // Before the one button takes the place of the other.
    effect(() => {
      this.busy();
      this.takeFocus(this.host);
    });
  }

  /** From a control in `place`, which goes away by what it does. */
  takeFocus(place: HTMLElement): void {
    const held = document.activeElement;
    if (held instanceof HTMLButtonElement && place.contains(held) && !isTapped(held))
      this.field().nativeElement.focus();
  }

  protected enter(event: Event): void {
    const { shiftKey, isComposing } = event as KeyboardEvent;
    if (!shiftKey && !isComposing) this.send(event);
  }

  protected send(event: Event): void {
    event.preventDefault();
    const text = this.text().trim();
    if (text && !this.busy()) this.asked.emit(text);
  }
}

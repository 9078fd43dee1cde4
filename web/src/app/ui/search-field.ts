import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  type ElementRef,
  effect,
  inject,
  input,
  output,
  untracked,
  viewChild,
} from '@angular/core';

const TYPING_PAUSE_MS = 200;
let fields = 0;

/** A filter by words: tells what was typed once there is a pause. */
@Component({
  selector: 'sp-search-field',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'sp-field' },
  template: `
    <label [for]="id">{{ label() }}</label>
    <input
      #field
      class="sp-input"
      type="search"
      maxlength="200"
      autocomplete="off"
      spellcheck="false"
      dir="auto"
      [id]="id"
      [placeholder]="placeholder()"
      (input)="type(field.value)"
      (change)="tell(field.value)"
    />
  `,
})
export class SearchField {
  readonly value = input.required<string>();
  readonly label = input.required<string>();
  readonly placeholder = input('');
  readonly changed = output<string>();
  protected readonly id = `sp-search-field-${(fields += 1)}`;
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  private told: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    effect(() => {
      const value = this.value();
      // Our own words come back while the person types on.
      if (value !== this.told) untracked(() => (this.field().nativeElement.value = value));
      this.told = value;
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  protected type(text: string): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(text), TYPING_PAUSE_MS);
  }

  /** At once on Enter and on leaving the field. */
  protected tell(text: string): void {
    clearTimeout(this.timer);
    if (text === this.told) return;
    this.told = text;
    this.changed.emit(text);
  }
}

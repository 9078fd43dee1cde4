import { ChangeDetectionStrategy, Component, type ElementRef, computed, signal, viewChild } from '@angular/core';

export interface Confirmation {
  heading: string;
  /** Names the effect. */
  text: string;
  /** The effect in figures, one a line. */
  points?: readonly string[];
  /** A verb: "Remove 40 titles". */
  action: string;
  danger?: boolean;
  /** What has to be typed first, where data would be lost. */
  typed?: string;
}

/** Asks before an act. Built on the browser's own modal: focus stays inside, Escape is a no. */
@Component({
  selector: 'sp-confirm',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <dialog #dialog class="sp-dialog" aria-labelledby="sp-confirm-heading" (close)="settle()">
      @if (question(); as asked) {
        <h2 id="sp-confirm-heading" dir="auto">{{ asked.heading }}</h2>
        <p dir="auto">{{ asked.text }}</p>
        @if (asked.points; as points) {
          <ul>
            @for (point of points; track $index) {
              <li>{{ point }}</li>
            }
          </ul>
        }
        <form method="dialog" class="sp-stack">
          @if (asked.typed; as name) {
            <div class="sp-field">
              <label for="sp-confirm-name" i18n
                >To confirm, type the name: <bdi class="name">{{ name }}</bdi></label
              >
              <input
                #words
                id="sp-confirm-name"
                class="sp-input"
                autocomplete="off"
                spellcheck="false"
                dir="auto"
                (input)="typedWords.set(words.value)"
              />
            </div>
          }
          <div class="sp-dialog__actions">
            <button type="button" class="sp-button sp-button--quiet" (click)="dialog.close('no')" i18n>Cancel</button>
            <button
              class="sp-button"
              value="yes"
              [disabled]="!ready()"
              [class.sp-button--danger]="asked.danger"
              [class.sp-button--primary]="!asked.danger"
            >
              {{ asked.action }}
            </button>
          </div>
        </form>
      }
    </dialog>
  `,
  styles: `
    ul {
      display: grid;
      gap: 4px;
      padding-inline-start: 20px;
      list-style: disc;
    }
    .name {
      display: block;
      max-height: 6lh;
      overflow: auto;
      color: var(--sp-text);
      font-weight: 650;
    }
  `,
})
export class ConfirmDialog {
  protected readonly question = signal<Confirmation | null>(null);
  protected readonly typedWords = signal('');
  protected readonly ready = computed(() => {
    const name = this.question()?.typed;
    return name === undefined || sameName(name, this.typedWords());
  });
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');
  private resolve: ((answer: boolean) => void) | null = null;

  /** True only when the person chose the act itself. */
  ask(question: Confirmation): Promise<boolean> {
    const dialog = this.dialog().nativeElement;
    dialog.returnValue = '';
    this.typedWords.set('');
    this.question.set(question);
    dialog.showModal();
    return new Promise((resolve) => (this.resolve = resolve));
  }

  protected settle(): void {
    this.resolve?.(this.dialog().nativeElement.returnValue === 'yes');
    this.resolve = null;
    this.question.set(null);
  }
}

/** As it looks: spaces at the ends and the way an accent is written do not show. */
function sameName(name: string, words: string): boolean {
  const plain = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();
  return plain(name) === plain(words);
}

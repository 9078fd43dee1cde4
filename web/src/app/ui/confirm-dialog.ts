import { ChangeDetectionStrategy, Component, type ElementRef, signal, viewChild } from '@angular/core';

export interface Confirmation {
  heading: string;
  /** Names the effect. */
  text: string;
  /** A verb: "Remove 40 titles". */
  action: string;
  danger?: boolean;
}

/** Asks before an act. Built on the browser's own modal: focus stays inside, Escape is a no. */
@Component({
  selector: 'sp-confirm',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <dialog #dialog class="sp-dialog" aria-labelledby="sp-confirm-heading" (close)="settle()">
      @if (question(); as asked) {
        <h2 id="sp-confirm-heading">{{ asked.heading }}</h2>
        <p>{{ asked.text }}</p>
        <form method="dialog" class="sp-dialog__actions">
          <button class="sp-button sp-button--quiet" value="no" i18n>Cancel</button>
          <button
            class="sp-button"
            value="yes"
            [class.sp-button--danger]="asked.danger"
            [class.sp-button--primary]="!asked.danger"
          >
            {{ asked.action }}
          </button>
        </form>
      }
    </dialog>
  `,
})
export class ConfirmDialog {
  protected readonly question = signal<Confirmation | null>(null);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');
  private resolve: ((answer: boolean) => void) | null = null;

  /** True only when the person chose the act itself. */
  ask(question: Confirmation): Promise<boolean> {
    const dialog = this.dialog().nativeElement;
    dialog.returnValue = '';
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

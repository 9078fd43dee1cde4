import { ChangeDetectionStrategy, Component, type ElementRef, effect, inject, signal, viewChild } from '@angular/core';
import { Router } from '@angular/router';
import { SessionStore } from './session-store';

/** The session ended in the middle: the page stays as it is, and sign-in leads back to it. */
@Component({
  selector: 'sp-signed-out-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <dialog #dialog class="sp-dialog" aria-labelledby="sp-signed-out-heading" (close)="dismissed.set(true)">
      <h2 id="sp-signed-out-heading" i18n>You are signed out</h2>
      <p i18n>Your session ended. Sign in, and you return to this page.</p>
      <div class="sp-dialog__actions">
        <button type="button" class="sp-button sp-button--quiet" i18n (click)="dialog.close()">Stay here</button>
        <button type="button" class="sp-button sp-button--primary" autofocus i18n (click)="signIn()">Sign in</button>
      </div>
    </dialog>
    @if (session.signedOutMidway() && dismissed()) {
      <div class="sp-notice" role="status">
        <span i18n>You are signed out. What is shown may be out of date.</span>
        <button type="button" class="sp-button" i18n (click)="signIn()">Sign in</button>
      </div>
    }
  `,
})
export class SignedOutDialog {
  protected readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly element = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  /** Whoever stays keeps a way in. */
  protected readonly dismissed = signal(false);

  constructor() {
    effect(() => {
      const dialog = this.element().nativeElement;
      if (this.session.signedOutMidway() && !dialog.open) dialog.showModal();
    });
  }

  protected signIn(): void {
    const returnTo = this.router.url;
    this.element().nativeElement.close();
    this.session.forget();
    void this.router.navigate(['/login'], { queryParams: { returnTo } });
  }
}

import {
  ChangeDetectionStrategy,
  Component,
  booleanAttribute,
  computed,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { PlexApi } from '../../api/plex.api';
import { Problem } from '../../api/problem';
import type { Server } from '../../api/types';
import { ProblemPanel } from '../../ui/problem-panel';
import { refusalsOf } from '../forms/refusals';

let forms = 0;

/** Registers a server, or links a registered one anew, by its address and a token. */
@Component({
  selector: 'sp-server-address-form',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ProblemPanel],
  template: `
    <form class="sp-stack" (submit)="$event.preventDefault(); submit(url.value, token)">
      <div class="sp-field">
        <label [for]="id + '-url'" i18n>Address</label>
        <input
          #url
          [id]="id + '-url'"
          class="sp-input"
          type="url"
          required
          maxlength="500"
          placeholder="http://192.168.1.20:32400"
          autocomplete="off"
          [attr.aria-describedby]="id + '-url-help'"
          [attr.aria-invalid]="errorOf('url') !== ''"
        />
        <p [id]="id + '-url-help'" class="sp-small sp-muted" [class.sp-wrong]="errorOf('url')" role="status">
          @if (errorOf('url'); as error) {
            {{ error }}
          } @else {
            <ng-container i18n>With its port, as SmartPlex can reach it.</ng-container>
          }
        </p>
      </div>
      <div class="sp-field">
        <label [for]="id + '-token'" i18n>Plex token</label>
        <input
          #token
          [id]="id + '-token'"
          class="sp-input sp-mono"
          type="password"
          required
          maxlength="200"
          autocomplete="off"
          spellcheck="false"
          [attr.aria-describedby]="id + '-token-help'"
          [attr.aria-invalid]="errorOf('token') !== ''"
        />
        <p [id]="id + '-token-help'" class="sp-small sp-muted" [class.sp-wrong]="errorOf('token')" role="status">
          @if (errorOf('token'); as error) {
            {{ error }}
          } @else {
            <ng-container i18n
              >Of the account that owns the server. It is stored encrypted and never shown again.</ng-container
            >
          }
        </p>
      </div>
      @if (panel(); as fault) {
        <sp-problem [problem]="fault" [retryable]="false" />
      }
      <div>
        <button class="sp-button" [disabled]="busy()">
          @if (busy()) {
            <ng-container i18n>Connecting</ng-container>
          } @else {
            <ng-container i18n>Connect</ng-container>
          }
        </button>
      </div>
    </form>
  `,
})
export class ServerAddressForm {
  /** A registered server is linked anew, even one whose link works. */
  readonly relink = input(false, { transform: booleanAttribute });
  readonly registered = output<Server>();
  /** A page may hold several. */
  protected readonly id = `server-${(forms += 1)}`;
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  private readonly api = inject(PlexApi);
  private readonly errors = computed(() => fieldErrorsOf(this.problem()));

  /** What no field shows by itself. */
  protected readonly panel = computed(() => (this.errors().size > 0 ? null : this.problem()));

  protected errorOf(field: string): string {
    return this.errors().get(field) ?? '';
  }

  protected async submit(url: string, token: HTMLInputElement): Promise<void> {
    this.busy.set(true);
    this.problem.set(null);
    try {
      const choice = { url: url.trim(), token: token.value.trim(), relink: this.relink() };
      const server = await firstValueFrom(this.api.register(choice));
      token.value = '';
      this.registered.emit(server);
    } catch (error) {
      this.problem.set(Problem.from(error));
    } finally {
      this.busy.set(false);
    }
  }
}

/** What is wrong with a field, in the words under it. */
function fieldErrorsOf(problem: Problem | null): ReadonlyMap<string, string> {
  // The API speaks of the stored token; here it is the one that was just typed.
  if (problem?.code === 'plex-unauthorized')
    return new Map([['token', $localize`Plex refuses this token at this address.`]]);
  return refusalsOf(problem?.errors ?? [], WANTED);
}

const WANTED: Record<string, string> = {
  url: $localize`Give an address that begins with http:// or https:// and holds no sign-in, query or fragment.`,
  token: $localize`Give the token as Plex shows it: printable characters without spaces.`,
};

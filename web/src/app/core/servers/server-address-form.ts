import {
  ChangeDetectionStrategy,
  Component,
  Injector,
  type OnInit,
  computed,
  inject,
  input,
  output,
  runInInjectionContext,
  signal,
} from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { PlexApi } from '../../api/plex.api';
import { Problem } from '../../api/problem';
import type { Server } from '../../api/types';
import { ProblemPanel } from '../../ui/problem-panel';
import { draftOf } from '../forms/drafts';
import { refusalsOf } from '../forms/refusals';

let forms = 0;

interface AddressForm {
  url: string;
  token: string;
}

/** Registers a server, or links a registered one anew, by its address and a token. */
@Component({
  selector: 'sp-server-address-form',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ProblemPanel],
  template: `
    <form class="sp-stack" (submit)="$event.preventDefault(); submit()">
      <div class="sp-field">
        <label [for]="id + '-url'" i18n>Address</label>
        <input
          [id]="id + '-url'"
          class="sp-input"
          type="url"
          required
          maxlength="500"
          placeholder="http://192.168.1.20:32400"
          autocomplete="off"
          [value]="edits().url ?? ''"
          (input)="edit({ url: url.value })"
          #url
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
          [id]="id + '-token'"
          class="sp-input sp-mono"
          type="password"
          required
          maxlength="200"
          autocomplete="off"
          spellcheck="false"
          [value]="edits().token ?? ''"
          (input)="edit({ token: token.value })"
          #token
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
export class ServerAddressForm implements OnInit {
  readonly registered = output<Server>();
  /** Id of the server that is linked anew; null where a further one is added. */
  readonly relinks = input<string | null>(null);
  /** A page may hold several. */
  protected readonly id = `server-${(forms += 1)}`;
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  private readonly api = inject(PlexApi);
  private readonly injector = inject(Injector);
  /** The address is found again after a sign-in in the middle; the token is typed anew. */
  protected edits = signal<Partial<AddressForm>>({});
  private readonly errors = computed(() => fieldErrorsOf(this.problem()));

  /** What no field shows by itself. */
  protected readonly panel = computed(() => (this.errors().size > 0 ? null : this.problem()));

  ngOnInit(): void {
    const name = ['server-address', this.relinks()].filter(Boolean).join('-');
    this.edits = runInInjectionContext(this.injector, () => draftOf<AddressForm>(name, ['url']));
  }

  protected errorOf(field: string): string {
    return this.errors().get(field) ?? '';
  }

  protected edit(change: Partial<AddressForm>): void {
    this.edits.update((edits) => typed({ ...edits, ...change }));
  }

  protected async submit(): Promise<void> {
    const { url = '', token = '' } = this.edits();
    this.busy.set(true);
    this.problem.set(null);
    try {
      const server = await firstValueFrom(this.api.register({ url: url.trim(), token: token.trim() }));
      this.edits.set({});
      this.registered.emit(server);
    } catch (error) {
      this.problem.set(Problem.from(error));
    } finally {
      this.busy.set(false);
    }
  }
}

/** A form that was emptied again holds nothing to be kept. */
function typed(form: Partial<AddressForm>): Partial<AddressForm> {
  return Object.fromEntries(Object.entries(form).filter(([, value]) => value !== ''));
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

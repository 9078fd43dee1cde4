import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { PlexApi } from '../../../api/plex.api';
import type { Server } from '../../../api/types';
import { Act } from '../../../core/acts/act';
import { ServerAddressForm } from '../../../core/servers/server-address-form';
import { serverStatus } from '../../../core/servers/server-status';
import { Icon } from '../../../ui/icon';
import { ProblemPanel } from '../../../ui/problem-panel';
import { RelativeTime } from '../../../ui/relative-time';
import { StatusChip } from '../../../ui/status-chip';
import { type TestWords, testWords } from './server-words';

/** A server with what can be done about its registration. */
@Component({
  selector: 'sp-registered-server',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, ProblemPanel, RelativeTime, RouterLink, ServerAddressForm, StatusChip],
  host: { class: 'sp-card' },
  templateUrl: './registered-server.html',
  styleUrl: './registered-server.scss',
})
export class RegisteredServer {
  readonly server = input.required<Server>();
  readonly removing = input.required<'look' | 'remove' | null>();
  readonly linked = output<void>();
  readonly tested = output<void>();
  readonly removed = output<void>();
  private readonly api = inject(PlexApi);
  protected readonly here = inject(Router).url;
  protected readonly act = new Act();
  protected readonly doing = signal<'test' | 'link' | null>(null);
  protected readonly linking = signal(false);
  protected readonly result = signal<TestWords | null>(null);
  protected readonly status = computed(() => serverStatus(this.server().status));
  protected readonly unknown = $localize`unknown`;

  protected async test(): Promise<void> {
    this.result.set(null);
    await this.begin('test', async () => {
      this.result.set(testWords(await firstValueFrom(this.api.test(this.server().id))));
      this.tested.emit();
      return '';
    });
  }

  /** With the account's stored sign-in; where that is refused too, the answer says so. */
  protected async link(): Promise<void> {
    this.result.set(null);
    const { machineIdentifier } = this.server();
    await this.begin('link', async () => {
      await firstValueFrom(this.api.register({ machineIdentifier, relink: true }));
      return this.linkedAgain();
    });
  }

  protected async linkedByAddress(): Promise<void> {
    await this.act.run(() => Promise.resolve(this.linkedAgain()));
  }

  /** Not disabled while it is looked into: the focus stays where the question's answer leads back to. */
  protected remove(): void {
    if (!this.act.busy() && this.removing() === null) this.removed.emit();
  }

  private linkedAgain(): string {
    this.linking.set(false);
    this.linked.emit();
    return $localize`Linked. The next sync uses the new sign-in.`;
  }

  private async begin(what: 'test' | 'link', request: () => Promise<string>): Promise<void> {
    this.doing.set(what);
    await this.act.run(request);
    this.doing.set(null);
  }
}

import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { rxResource, toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { firstValueFrom, map } from 'rxjs';
import { PlexApi } from '../../api/plex.api';
import { Problem } from '../../api/problem';
import type { AvailableServer, Server } from '../../api/types';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { ProblemPanel } from '../../ui/problem-panel';
import { Skeleton } from '../../ui/skeleton';
import { StatusChip } from '../../ui/status-chip';
import { ServerAddressForm } from './server-address-form';
import { answeringFirst, describeConnection, inOrder, recommended } from './connection-choice';

/** The servers of the administrator's Plex account with every connection tried, and a way in by address. */
@Component({
  selector: 'sp-server-picker',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [EmptyState, Icon, ProblemPanel, ServerAddressForm, Skeleton, StatusChip],
  templateUrl: './server-picker.html',
  styleUrl: './server-picker.scss',
})
export class ServerPicker {
  /** Machine identifiers of servers that are registered already. */
  readonly known = input<readonly string[]>([]);
  readonly registered = output<Server>();
  private readonly api = inject(PlexApi);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  /** From the address, so that what was typed is in sight again after a sign-in in the middle. */
  protected readonly byAddress = toSignal(
    this.route.queryParamMap.pipe(map((params) => params.get('address') === 'true')),
    { requireSync: true },
  );
  protected readonly available = rxResource({ stream: () => this.api.availableServers() });
  protected readonly problem = computed(() => (this.available.error() ? Problem.from(this.available.error()) : null));
  protected readonly servers = computed(() =>
    inOrder(this.available.hasValue() ? this.available.value().items : []).map((server) => {
      const chosen = recommended(server);
      return {
        server,
        known: this.known().includes(server.machineIdentifier),
        reachable: chosen !== undefined,
        connections: answeringFirst(server.connections).map((connection) => ({
          connection,
          words: describeConnection(connection),
          chosen: connection === chosen,
        })),
      };
    }),
  );
  protected readonly registering = signal<string | null>(null);
  protected readonly refusal = signal<{ machineIdentifier: string; problem: Problem } | null>(null);

  protected showAddress(open: boolean): void {
    if (open === this.byAddress()) return;
    const queryParams = { address: open ? true : null };
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams,
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }

  protected async choose({ machineIdentifier }: AvailableServer): Promise<void> {
    this.registering.set(machineIdentifier);
    this.refusal.set(null);
    try {
      this.registered.emit(await firstValueFrom(this.api.register({ machineIdentifier })));
    } catch (error) {
      await this.refused(machineIdentifier, Problem.from(error));
    } finally {
      this.registering.set(null);
    }
  }

  /** Somebody, or another tab, was faster: their server is the one to go on with. */
  private async refused(machineIdentifier: string, problem: Problem): Promise<void> {
    const server = problem.code === 'server-already-registered' ? await this.find(machineIdentifier) : undefined;
    if (server) this.registered.emit(server);
    else this.refusal.set({ machineIdentifier, problem });
  }

  private async find(machineIdentifier: string): Promise<Server | undefined> {
    const servers = await firstValueFrom(this.api.servers()).catch(() => null);
    return servers?.items.find((each) => each.machineIdentifier === machineIdentifier);
  }
}

import { Injectable } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { PlayAttachment, PlayRepository, SectionInsights, type HistoryOwner } from '../../library';
import { PlexServers } from '../../plex';
import { Patience } from '../sweep/patience';
import { HistoryImportRepository, type HistoryState } from './history-import.repository';
import { HistoryPass } from './history-pass';
import type { PassState } from './history-pass.types';

/** Servers write a view when it ends, and some a while later. */
const OVERLAP_SECONDS = 26 * 3600;

export interface HistoryImported {
  added: number;
  /** plex.tv ids of those who have new plays. */
  accounts: string[];
}

/**
 * Brings the plays of one server up to date: what came since the last import, with an overlap; the whole
 * history the first time, once a week, and whenever the server has more rows than we can account for
 * (a player that was offline hands in old views).
 */
@Injectable()
export class HistoryImport {
  patienceMs = 10_000;

  constructor(
    private readonly imports: HistoryImportRepository,
    private readonly plays: PlayRepository,
    private readonly attachment: PlayAttachment,
    private readonly servers: PlexServers,
    private readonly insights: SectionInsights,
    @InjectPinoLogger(HistoryImport.name) private readonly logger: PinoLogger,
  ) {}

  /** Null before the first sync of the server. @throws PlexError, WorkStopped: what was read stays, the next call goes on. */
  async run(server: HistoryOwner, signal: AbortSignal): Promise<HistoryImported | null> {
    const state = await this.imports.open(server);
    if (!state) return null;
    if (state.ownerAccountId !== server.ownerAccountId) await this.changeOwner(server);
    if (state.attachWanted > state.attachDone) await this.attach(server, state.attachWanted);
    const accounts = new Set<string>();
    const first = await this.pass(server, state, state.wholeDue ? 0 : sinceOf(state), accounts, signal);
    const missing = first.whole ? 0 : first.total - state.knownTotal - first.added;
    const second = missing > 0 ? await this.pass(server, { ...state, pass: null }, 0, accounts, signal) : null;
    const added = first.added + (second?.added ?? 0);
    if (added > 0) {
      await this.attachment.attach(server.id);
      await this.plays.settle(added);
      this.logger.info({ serverId: server.id, added }, 'Plays were imported');
    }
    return { added, accounts: [...accounts] };
  }

  private async pass(
    server: HistoryOwner,
    state: HistoryState,
    since: number,
    accounts: Set<string>,
    signal: AbortSignal,
  ): Promise<PassState> {
    const patience = new Patience(this.patienceMs);
    const client = await patience.bear(() => this.servers.sameClientFor(server.id, signal), signal);
    const scope = { client, patience, signal };
    const write = async (plays: Parameters<PlayRepository['writePage']>[1]) => {
      const written = await this.plays.writePage(server, plays);
      for (const account of written.accounts) accounts.add(account);
      return written.added;
    };
    const save = (pass: PassState) => this.imports.savePass(server.id, pass);
    const planned = state.pass ?? (await HistoryPass.plan(scope, since));
    const pass = new HistoryPass({ ...scope, write, save }, planned);
    if (!state.pass) await save(planned);
    await pass.run();
    if (planned.whole) planned.total = await HistoryPass.total(scope);
    await this.imports.finishPass(server.id, planned, knownTotal(planned, state));
    if (planned.whole) await this.insights.owe(server.id);
    return planned;
  }

  private async attach(server: HistoryOwner, wanted: number): Promise<void> {
    await this.attachment.attach(server.id);
    await this.imports.attached(server.id, wanted);
  }

  private async changeOwner(server: HistoryOwner): Promise<void> {
    await this.plays.renameOwner(server);
    await this.imports.setOwner(server);
  }
}

/** A shrinking history is no reason to expect fewer rows: what is missed by that is found by the weekly pass. */
function knownTotal({ whole, total, added }: PassState, { knownTotal: known }: HistoryState): number {
  return whole ? total : known + added;
}

function sinceOf({ watermark }: HistoryState): number {
  return watermark ? Math.max(0, Math.floor(watermark.getTime() / 1000) - OVERLAP_SECONDS) : 0;
}

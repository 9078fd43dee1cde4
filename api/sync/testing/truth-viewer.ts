import { plainToInstance } from 'class-transformer';
import type { UserPrincipal } from '../../common';
import { SecretBox } from '../../infra/crypto';
import { VisibleSections } from '../../library';
import { ItemBrowser } from '../../library/item/item-browser';
import type { ItemCardDto } from '../../library/item/item.dto';
import { ItemListQuery } from '../../library/item/item-query.dto';
import { PlexError } from '../../plex';
import { SweepError } from '../sweep/sweep.errors';
import { ViewsImport } from '../views/views-import';
import type { TruthWorld } from './truth-world';

const BEN = '4242002';

/** Ben, who shares the films of the first server: what he saw is known from his own token only. */
export class TruthViewer {
  private constructor(
    private readonly world: TruthWorld,
    private readonly principal: UserPrincipal,
  ) {}

  static async join(world: TruthWorld): Promise<TruthViewer> {
    const { database } = world.test;
    const { token } = (await world.emulator.call('tokens/issue', { account: 'ben' })) as { token: string };
    const headers = { accept: 'application/json', 'x-plex-token': token, 'x-plex-client-identifier': 'spec' };
    const answer = await fetch(`${world.emulator.plexTv}/api/v2/resources`, { headers });
    const resources = (await answer.json()) as { provides: string; accessToken: string }[];
    const { accessToken } = resources.find(({ provides }) => provides.includes('server'))!;
    await database.run(`INSERT INTO plex_accounts (account_id, sealed_token) VALUES ($1, 'sealed')`, [BEN]);
    const user = await database.row<{ id: string }>(
      `INSERT INTO users (plex_account_id, username, display_name) VALUES ($1, 'ben', 'ben') RETURNING id`,
      [BEN],
    );
    await database.run(
      'INSERT INTO server_members (user_id, server_id, section_keys, sealed_token) VALUES ($1, $2, $3, $4)',
      [user!.id, world.first.serverId, ['1'], world.harness.module.get(SecretBox).seal(accessToken)],
    );
    const principal = { kind: 'user', userId: user!.id, plexAccountId: BEN, role: 'user', sessionId: 'session' };
    return new TruthViewer(world, principal as UserPrincipal);
  }

  /** As if nobody had ever asked for him. */
  async forget(): Promise<void> {
    for (const table of ['user_views', 'user_view_imports']) await this.world.test.database.run(`DELETE FROM ${table}`);
    this.lookAgain();
  }

  /** False where the server did not answer. */
  async read(): Promise<boolean> {
    const { module } = this.world.harness;
    try {
      await module.get(ViewsImport).run(this.world.first.serverId, this.principal.userId, new AbortController().signal);
      return true;
    } catch (error) {
      if (!(error instanceof PlexError) && !(error instanceof SweepError)) throw error;
      return false;
    } finally {
      this.lookAgain();
    }
  }

  /** Whether the server's word about any of his sections is stored. */
  async isKnown(): Promise<boolean> {
    return (await this.world.test.database.row('SELECT 1 AS yes FROM user_view_imports')) !== null;
  }

  async films(): Promise<ItemCardDto[]> {
    const browser = this.world.harness.module.get(ItemBrowser, { strict: false });
    const query = plainToInstance(ItemListQuery, { type: 'movie', limit: '200' });
    return (await browser.list(this.principal, query)).items;
  }

  /** How often he saw each film, by ratingKey, as the server knows it. */
  async truth(): Promise<Map<string, number>> {
    type Row = { ratingKey: string; views: Record<string, { viewCount: number }> };
    const rows = await this.world.lines<Row>('truth?type=movie');
    return new Map(rows.map(({ ratingKey, views }) => [ratingKey, views[BEN]?.viewCount ?? 0]));
  }

  private lookAgain(): void {
    this.world.harness.module.get(VisibleSections, { strict: false }).changed();
  }
}

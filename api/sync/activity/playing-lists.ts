import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { cardKey, ItemCards, type ItemCardDto } from '../../library';
import type { NowPlayingDto, PlayingDto } from './activity.dto';
import { NowPlaying, type NamedUser, type ServerSessions, type StoredSession } from './now-playing.repository';

/** An unnamed local viewer, and the owner of a server. */
const [NOBODY, OWNER] = ['0', '1'];

/** What is being played as one administrator may see it. */
@Injectable()
export class PlayingLists {
  constructor(
    private readonly nowPlaying: NowPlaying,
    private readonly cards: ItemCards,
  ) {}

  async of(principal: Principal, servers: readonly ServerSessions[]): Promise<PlayingDto> {
    const open = servers.flatMap((server) =>
      server.known ? server.sessions.map((session) => ({ server, session })) : [],
    );
    const keys = open.map(({ server, session }) => ({ serverId: server.serverId, ratingKey: session.ratingKey }));
    const accounts = open.map(({ server, session }) => accountOf(server, session)).filter((id) => id !== null);
    const [cards, users] = await Promise.all([this.cards.byKey(principal, keys), this.nowPlaying.users(accounts)]);
    return {
      items: open.map(({ server, session }, i) =>
        toNowPlaying(server, session, cards.get(cardKey(keys[i])) ?? null, users),
      ),
      servers: servers.map(({ serverId, name, known, seenAt }) => ({
        serverId,
        name,
        known,
        asOf: seenAt?.toISOString() ?? null,
      })),
    };
  }
}

/** plex.tv id of who watches; null for somebody unnamed. */
function accountOf({ ownerAccountId }: ServerSessions, { accountId }: StoredSession): string | null {
  if (accountId === NOBODY) return null;
  return accountId === OWNER ? ownerAccountId : accountId;
}

function toNowPlaying(
  server: ServerSessions,
  session: StoredSession,
  item: ItemCardDto | null,
  users: ReadonlyMap<string, NamedUser>,
): NowPlayingDto {
  const { sessionKey, viewerName, state, offsetMs, durationMs, player, delivery, title, grandparentTitle } = session;
  const user = users.get(accountOf(server, session) ?? '');
  return {
    id: `${server.serverId}:${sessionKey}`,
    serverId: server.serverId,
    viewer: { userId: user?.userId ?? null, displayName: user?.displayName ?? viewerName },
    item,
    title,
    grandparentTitle,
    state,
    offsetMs,
    durationMs,
    percent: !durationMs ? null : Math.min(100, Math.floor((offsetMs * 100) / durationMs)),
    player,
    delivery,
  };
}

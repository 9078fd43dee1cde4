import type { SealedSecret } from '../../infra/crypto';
import type { PlexServerStatus } from './plex-server.entity';

/** A registered media server, without its token. */
export interface PlexServer {
  id: string;
  machineIdentifier: string;
  name: string;
  version: string;
  platform: string;
  owned: boolean;
  /** Address that answered last. */
  uri: string;
  status: PlexServerStatus;
  lastSeenAt: Date | null;
  /** plex.tv account id of the administrator who registered it, as text. */
  ownerAccountId: string;
}

/** With what its client needs. Stays inside this module. */
export interface StoredPlexServer extends PlexServer {
  sealedToken: SealedSecret;
}

/** What a registration or re-link writes. */
export interface PlexServerRecord {
  machineIdentifier: string;
  name: string;
  version: string;
  platform: string;
  owned: boolean;
  uri: string;
  sealedToken: SealedSecret;
  ownerAccountId: string;
}

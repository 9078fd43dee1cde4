export interface PlexPin {
  /** plex.tv's id of the PIN, as text. */
  id: string;
  code: string;
  /** The identifier that the PIN is bound to: ours. */
  clientIdentifier: string;
  expiresAt: Date;
}

/** `complete` carries the token of the account that approved; `expired` also stands for unknown PINs. */
export type PinCheck = { state: 'pending' } | { state: 'expired' } | { state: 'complete'; authToken: string };

export interface PlexUser {
  /** plex.tv account id, a positive whole number as text. */
  id: string;
  uuid: string | null;
  /** Managed users have none. */
  username: string | null;
  friendlyName: string | null;
  title: string;
  email: string | null;
  thumb: string | null;
}

export interface PlexResourceConnection {
  uri: string;
  protocol: string;
  address: string;
  port: number | null;
  local: boolean;
  relay: boolean;
}

/** A device of the account; media servers are those that provide "server". */
export interface PlexResource {
  name: string;
  /** Of a media server: its machine identifier. */
  clientIdentifier: string;
  provides: string[];
  owned: boolean;
  /** plex.tv id of the owner; null for own resources. */
  ownerId: string | null;
  /** Token for this server; null for players. Never leaves the server process. */
  accessToken: string | null;
  httpsRequired: boolean;
  presence: boolean;
  connections: PlexResourceConnection[];
}

/** What one shared user may reach of one server. */
export interface SharedUserServer {
  machineIdentifier: string;
  owned: boolean;
  pending: boolean;
  allLibraries: boolean;
  numLibraries: number | null;
}

export interface SharedUser {
  id: string;
  title: string;
  username: string | null;
  email: string | null;
  thumb: string | null;
  home: boolean;
  restricted: boolean;
  servers: SharedUserServer[];
}

export interface SharedServer {
  userId: string;
  username: string | null;
  /** That user's token for the server: a secret, not to be stored without need. */
  accessToken: string | null;
  allLibraries: boolean;
  /** Keys of the libraries that are shared. */
  sectionKeys: string[];
}

import type { PlexItem, PlexItemType } from './plex-item';

/** A library of a media server. `key` is text and may name another library after a re-creation: remember `uuid`. */
export interface PlexSection {
  key: string;
  uuid: string;
  title: string;
  /** "movie", "show", "artist", "photo", … */
  type: string;
  agent: string | null;
  /** Not a time: compare for inequality only. */
  contentChangedAt: string | null;
}

export interface PlexIdentity {
  machineIdentifier: string;
  version: string;
  claimed: boolean;
}

export interface PlexAbout {
  machineIdentifier: string;
  friendlyName: string;
  version: string;
  platform: string;
  /** plex.tv user name of the owner; null where the server tells none. */
  ownerUsername: string | null;
}

/** A part of the listing of a type of a section. */
export interface ListingPart {
  sectionKey: string;
  type: PlexItemType;
  /** Rows to skip: advance by `rowCount` of the pages before. */
  start: number;
  /** Rows to ask for, 1..1000. The server may send fewer. */
  size: number;
}

export interface PageRequest extends ListingPart {
  /** A total order; `addedAt:asc` when absent, so that what arrives while paging lands at the end. */
  sort?: string;
  /** Only rows that Plex touched at or after this time. */
  updatedSince?: Date;
  /** What this page was the last time: a reply that is the same to the byte is not read again. */
  known?: KnownPage;
}

/** Asks what the account behind a token has seen. */
export interface SeenRequest {
  /** The account's own token for this server. */
  token: string;
  sectionKey: string;
  type: PlexItemType;
  start: number;
  /** 1..1000 */
  size: number;
}

/** A page as it was read before. */
export interface KnownPage {
  /** `digest()` of the reply. */
  digest: string;
  rowCount: number;
  totalSize: number;
}

/** A page of a section's listing. */
export interface PlexSectionPage extends PlexPage {
  /** `digest()` of the reply. */
  digest: string;
  /** The reply equals `known`: its rows were not read, `items` is empty. */
  isKnown: boolean;
}

/** A row of a listing that was asked for keys only. */
export interface PlexKey {
  ratingKey: string;
}

/** One page of a listing. */
export interface PlexPage<Row = PlexItem> {
  items: Row[];
  /** Rows received, unusable ones included: what paging advances by. */
  rowCount: number;
  start: number;
  /** Rows of the whole listing at the time of this page. */
  totalSize: number;
}

export interface HistoryRequest {
  start: number;
  /** 1..1000 */
  size: number;
  /** Only plays at or after this time. */
  viewedSince?: Date;
  /** Account of the media server (1 is its owner). */
  accountId?: string;
  /** What happens while paging then lands at the end, and moves no row that is still to be read. */
  oldestFirst?: boolean;
}

/** One finished view. `ratingKey` is null once the item is gone from the server. */
export interface PlexPlay {
  historyKey: string;
  ratingKey: string | null;
  parentRatingKey: string | null;
  grandparentRatingKey: string | null;
  librarySectionKey: string | null;
  /** 1 is the server's owner, 0 an unnamed local viewer, else a plex.tv id. */
  accountId: string;
  deviceId: string | null;
  viewedAt: Date;
  type: string | null;
  title: string | null;
  parentTitle: string | null;
  grandparentTitle: string | null;
  index: number | null;
  parentIndex: number | null;
}

export const SESSION_STATES = ['playing', 'paused', 'buffering'] as const;

/** What it is played on; null where the server does not tell. */
export interface PlexPlayer {
  name: string | null;
  product: string | null;
  platform: string | null;
  /** In the server's own network. */
  local: boolean | null;
}

export type PlexDelivery = 'direct-play' | 'direct-stream' | 'transcode';

/** What somebody plays right now. The same item comes once for each viewer. */
export interface PlexSession {
  /** Unique among the sessions of a server while it runs. */
  sessionKey: string;
  /** As in the history: 1 is the server's owner, 0 an unnamed local viewer, else a plex.tv id. */
  accountId: string;
  /** As the server calls that account. */
  viewerName: string | null;
  state: (typeof SESSION_STATES)[number];
  offsetMs: number;
  deviceId: string | null;
  player: PlexPlayer;
  /** Null where the server does not tell. */
  delivery: PlexDelivery | null;
  item: PlexItem;
}

export interface PlexImage {
  contentType: string;
  body: Buffer;
}

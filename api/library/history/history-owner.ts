/** The server that a history belongs to. */
export interface HistoryOwner {
  id: string;
  /** plex.tv id of the server's owner, whom the server calls account 1. */
  ownerAccountId: string;
}

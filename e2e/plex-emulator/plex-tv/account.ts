import { hashText, tokenText, uuidText } from '../core/hash';

/** A person plex.tv knows. Managed home users have neither username nor e-mail. */
export interface Account {
  id: number;
  uuid: string;
  username: string;
  title: string;
  email: string;
  home: boolean;
  homeAdmin: boolean;
  restricted: boolean;
  plexPass: boolean;
}

export interface TokenOwner {
  accountId: number;
  /** Set for the token of one server; unset for a token of plex.tv. */
  machineIdentifier?: string;
}

const FIRST_ID = 4_242_001;

/** Accounts, their tokens and who may see which sections of which server. */
export class Directory {
  readonly accounts: Account[] = [];
  private readonly tokens = new Map<string, TokenOwner>();
  private readonly shares = new Map<string, Map<number, Set<string>>>();
  private issued = 0;
  ownerId = FIRST_ID;

  constructor(private readonly seed: number) {}

  addAccount(given: Partial<Account> & { title: string }): Account {
    const id = given.id ?? FIRST_ID + this.accounts.length;
    const account: Account = {
      id,
      uuid: uuidText(hashText(`${this.seed}:uuid:${id}`))
        .replaceAll('-', '')
        .slice(0, 16),
      username: given.title,
      email: `${given.title.toLowerCase()}@example.org`,
      home: false,
      homeAdmin: false,
      restricted: false,
      plexPass: false,
      ...given,
    };
    this.accounts.push(account);
    this.tokens.set(this.accountToken(account.id), { accountId: account.id });
    return account;
  }

  find(nameOrId: string | number | undefined): Account | undefined {
    return this.accounts.find(
      ({ id, username, title }) =>
        id === Number(nameOrId) || (username !== '' && username === nameOrId) || title === nameOrId,
    );
  }

  get owner(): Account {
    return this.accounts[0];
  }

  /** The first token of an account follows from the seed, so that tests and the demo know it beforehand. */
  accountToken(accountId: number): string {
    return tokenText(hashText(`${this.seed}:token:${accountId}`));
  }

  /** Each sign-in gets a token of its own, like each device at plex.tv. */
  issueToken(accountId: number): string {
    const token = tokenText(hashText(`${this.seed}:issued:${accountId}:${++this.issued}`));
    this.tokens.set(token, { accountId });
    return token;
  }

  /** The token that opens one server for one account; the account's own token does not, unless it is the owner's. */
  accessToken(accountId: number, machineIdentifier: string): string {
    const token = tokenText(
      hashText(`${this.seed}:access:${accountId}:${machineIdentifier}:${this.generation(accountId)}`),
    );
    if (!this.tokens.has(token)) this.tokens.set(token, { accountId, machineIdentifier });
    return token;
  }

  private readonly generations = new Map<number, number>();
  private readonly generation = (accountId: number): number => this.generations.get(accountId) ?? 0;

  tokenOwner(token: string | null): TokenOwner | undefined {
    return token === null ? undefined : this.tokens.get(token);
  }

  accountOf(token: string | null): Account | undefined {
    const owner = this.tokenOwner(token);
    return owner && owner.machineIdentifier === undefined
      ? this.accounts.find(({ id }) => id === owner.accountId)
      : undefined;
  }

  revoke(token: string): boolean {
    return this.tokens.delete(token);
  }

  /** "Sign out all devices": every token dies, those for servers included; a new access token is another one. */
  revokeAll(accountId: number): number {
    let count = 0;
    for (const [token, owner] of this.tokens) if (owner.accountId === accountId && this.tokens.delete(token)) count++;
    this.generations.set(accountId, this.generation(accountId) + 1);
    return count;
  }

  share(machineIdentifier: string, accountId: number, sections: readonly string[]): void {
    const ofServer = this.shares.get(machineIdentifier) ?? new Map<number, Set<string>>();
    this.shares.set(machineIdentifier, ofServer);
    if (sections.length === 0) ofServer.delete(accountId);
    else ofServer.set(accountId, new Set(sections));
  }

  sharedSections(machineIdentifier: string, accountId: number): ReadonlySet<string> | undefined {
    return this.shares.get(machineIdentifier)?.get(accountId);
  }

  /** Owner and members may enter; anybody else gets 401 at the server. */
  mayEnter(machineIdentifier: string, accountId: number): boolean {
    return accountId === this.ownerId || this.sharedSections(machineIdentifier, accountId) !== undefined;
  }
}

/** The five people of every emulated world. */
export function addDefaultAccounts(directory: Directory): void {
  directory.addAccount({ title: 'ada', home: true, homeAdmin: true, plexPass: true });
  directory.addAccount({ title: 'ben' });
  directory.addAccount({ title: 'cleo' });
  directory.addAccount({ title: 'Kid', username: '', email: '', home: true, restricted: true });
  directory.addAccount({ title: 'mallory' });
}

export const DEFAULT_SHARES: Record<string, string[]> = { ben: ['1'], cleo: ['1', '2'], Kid: ['1', '2'] };

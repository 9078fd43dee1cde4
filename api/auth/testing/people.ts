import type { Database } from '../../infra/database';
import type { SignInClaimDto, SignInPinDto } from '../sign-in/sign-in.dto';
import type { UserDto } from '../user/user.dto';
import { Browser, type Answer } from './browser';
import { MACHINE, type ScriptedPlex } from './scripted-plex';

export const SETUP_CODE = 'open-sesame';
export const OWNER = 501;

export interface ProblemBody {
  code: string;
  errors?: { field: string; message: string }[];
}

export type ClaimAnswer = Answer<SignInClaimDto & ProblemBody>;

/** Signs people in through the real routes. */
export class People {
  constructor(
    private readonly url: string,
    private readonly plex: ScriptedPlex,
    private readonly database: Database,
    private readonly basePath = '',
  ) {
    plex.account({ id: OWNER, username: 'owner', title: 'Owner', email: 'owner@example.org', owned: true });
  }

  browser(): Browser {
    return new Browser(this.url, `${this.basePath}/api/v1`);
  }

  async start(browser = this.browser()): Promise<{ browser: Browser; pin: SignInPinDto }> {
    await browser.get('/auth/csrf');
    const { status, body } = await browser.post<SignInPinDto>('/auth/plex/pins');
    if (status !== 201) throw new Error(`No PIN: ${status}`);
    return { browser, pin: body };
  }

  claim(browser: Browser, pin: SignInPinDto, setupCode?: string): Promise<ClaimAnswer> {
    return browser.post(`/auth/plex/pins/${pin.id}/claim`, setupCode ? { setupCode } : undefined);
  }

  async signIn(
    accountId: number,
    setupCode?: string,
    browser?: Browser,
  ): Promise<{ browser: Browser; pin: SignInPinDto; answer: ClaimAnswer }> {
    const started = await this.start(browser);
    this.plex.approve(started.pin.code, accountId);
    return { ...started, answer: await this.claim(started.browser, started.pin, setupCode) };
  }

  /** The first administrator, whose media server is registered then. */
  async setUp(): Promise<Browser> {
    const { browser, answer } = await this.signIn(OWNER, SETUP_CODE);
    if (answer.status !== 200) throw new Error(`No administrator: ${answer.status} ${answer.body.code}`);
    await this.database.run(
      `INSERT INTO plex_servers (machine_identifier, name, owned, uri, sealed_token, owner_account_id)
       SELECT $1, 'Scripted', true, $2, sealed_token, account_id FROM plex_accounts WHERE account_id = $3`,
      [MACHINE, this.plex.url, OWNER],
    );
    return browser;
  }

  /** Somebody with whom sections are shared, signed in. */
  async friend(id: number, sections = ['1']): Promise<{ browser: Browser; user: UserDto }> {
    this.plex.account({ id, username: `friend-${id}`, sections });
    const { browser, answer } = await this.signIn(id);
    if (answer.status !== 200) throw new Error(`No sign-in: ${answer.status} ${answer.body.code}`);
    return { browser, user: answer.body.user! };
  }
}

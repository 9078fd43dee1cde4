import { createTestApp, createTestDatabase, withClockOff } from '../../testing';
import { OWNER, People, SETUP_CODE } from '../testing/people';
import { ScriptedPlex } from '../testing/scripted-plex';
import type { UserDto } from '../user/user.dto';
import { UserRepository } from '../user/user.repository';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let app: Awaited<ReturnType<typeof createTestApp>>;
let plex: ScriptedPlex;
let people: People;

beforeEach(async () => {
  plex = new ScriptedPlex();
  await plex.start();
  database = await createTestDatabase();
  app = await createTestApp({
    databaseUrl: database.url,
    plexTvUrl: plex.url,
    // Hundreds wait for one another here, and not for Plex.
    env: { SETUP_CODE, PLEX_TIMEOUT_MS: '30000' },
  });
  people = new People(app.url, plex, database.database);
});
afterEach(async () => {
  await app.close();
  await database.drop();
  await plex.stop();
});

const count = async (table: string) =>
  (await database.database.row<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`))!.count;

describe('starting', () => {
  it('makes a PIN at plex.tv, binds it to the browser and tells where to approve it', async () => {
    const { browser, pin } = await people.start();
    const forward = new URLSearchParams(pin.authUrl.split('#?')[1]).get('forwardUrl');
    expect(forward).toBe(`http://localhost:${new URL(app.url).port}/login?pin=${pin.id}`);
    expect(pin.authUrl).toContain(`code=${pin.code}`);
    expect(Date.parse(pin.expiresAt as unknown as string)).toBeGreaterThan(Date.now());
    expect(browser.cookieLine('sp_pin')).toMatch(/HttpOnly; SameSite=Lax/);
    const secret = browser.cookie('sp_pin')!;
    const stored = await database.database.row<{ row: string }>('SELECT sign_in_pins::text AS row FROM sign_in_pins');
    expect(stored!.row).not.toContain(secret);
  });

  it('gives ten minutes to approve it, however long it lives at plex.tv', async () => {
    const { pin } = await people.start();
    const leftMs = Date.parse(pin.expiresAt as unknown as string) - Date.now();
    expect(leftMs).toBeGreaterThan(570_000);
    expect(leftMs).toBeLessThanOrEqual(600_000);
  });

  it.each([
    ['ahead', 3_600_000],
    ['behind', -3_600_000],
  ])('gives as long where the clock of this process is an hour %s', async (_, offsetMs) => {
    const { browser, pin, claimed } = await withClockOff(offsetMs, async () => {
      const started = await people.start();
      return { ...started, claimed: await people.claim(started.browser, started.pin) };
    });
    expect(claimed.status).toBe(202);
    const leftMs = Date.parse(pin.expiresAt as unknown as string) - Date.now();
    expect(leftMs).toBeGreaterThan(570_000);
    expect(leftMs).toBeLessThanOrEqual(600_000);
    expect(browser.cookieLine('sp_pin')).toContain('Max-Age=600;');
  });

  it('never takes a binding over that the browser brings along', async () => {
    const browser = people.browser();
    browser.setCookie('sp_pin', 'planted');
    const { pin } = await people.start(browser);
    const attacker = people.browser();
    await attacker.get('/auth/csrf');
    attacker.setCookie('sp_pin', 'planted');
    expect((await people.claim(attacker, pin)).status).toBe(404);
  });

  it('answers 502 when plex.tv is down', async () => {
    plex.outage = 503;
    const browser = people.browser();
    await browser.get('/auth/csrf');
    const { status } = await browser.post('/auth/plex/pins');
    expect([502, 503]).toContain(status);
    expect(await count('sign_in_pins')).toBe(0);
  });
});

describe('claiming', () => {
  it('is pending until the PIN is approved, and asks plex.tv at most once a second', async () => {
    const { browser, pin } = await people.start();
    const startedAt = performance.now();
    for (let i = 0; i < 5; i++) {
      const { status, body } = await people.claim(browser, pin);
      expect([status, body]).toEqual([202, { status: 'pending' }]);
    }
    const asked = plex.countRequests(/^GET \/api\/v2\/pins/);
    expect(asked).toBeGreaterThanOrEqual(1);
    expect(asked).toBeLessThanOrEqual(1 + Math.floor((performance.now() - startedAt) / 1_000));
  });

  it('lets the first administrator in with the set-up code', async () => {
    const { browser, answer } = await people.signIn(OWNER, SETUP_CODE);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      status: 'complete',
      user: {
        id: expect.any(String) as string,
        username: 'owner',
        displayName: 'Owner',
        email: 'owner@example.org',
        avatarUrl: null,
        role: 'admin',
        disabled: false,
        lastActiveAt: expect.stringMatching(/Z$/) as string,
      },
    });
    const { body } = await browser.get<{ user: UserDto }>('/auth/session');
    expect(body.user).toEqual(answer.body.user);
  });

  it('puts no Plex token into any answer, cookie or plain column', async () => {
    const { browser, answer } = await people.signIn(OWNER, SETUP_CODE);
    const session = await browser.get('/auth/session');
    const seen = JSON.stringify([answer.body, session.body, [...browser.cookies.values()]]);
    const rows = await database.database.rows<{ row: string }>(
      `SELECT plex_accounts::text AS row FROM plex_accounts UNION ALL SELECT sign_in_pins::text FROM sign_in_pins
       UNION ALL SELECT sessions::text FROM sessions`,
    );
    expect(seen + JSON.stringify(rows)).not.toContain('token-501');
    expect(JSON.stringify(rows)).not.toContain(browser.cookie('sp_session'));
  });

  it('asks for the set-up code, refuses a wrong one and keeps the PIN for another try', async () => {
    const { browser, pin, answer } = await people.signIn(OWNER);
    expect([answer.status, answer.body.code]).toEqual([403, 'setup-code-required']);
    const wrong = await people.claim(browser, pin, 'nonsense');
    expect([wrong.status, wrong.body.code]).toEqual([403, 'setup-code-invalid']);
    expect((await people.claim(browser, pin, SETUP_CODE)).status).toBe(200);
    expect(plex.countRequests(/^GET \/api\/v2\/pins/)).toBe(1);
    expect(await count('users')).toBe(1);
  });

  it('locks the set-up code after ten wrong tries, for the right one too, until 15 minutes are over', async () => {
    const { browser, pin } = await people.signIn(OWNER);
    for (let i = 0; i < 10; i++)
      expect((await people.claim(browser, pin, `wrong-${i}`)).body.code).toBe('setup-code-invalid');
    const locked = await people.claim(browser, pin, SETUP_CODE);
    expect([locked.status, locked.body.code]).toEqual([429, 'setup-code-locked']);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(14 * 60);
    await database.database.run(
      `UPDATE settings SET value = jsonb_set(value, '{lockedUntil}', to_jsonb(now() - interval '1 second'))
        WHERE name = 'setup-code-lock'`,
    );
    expect((await people.claim(browser, pin, SETUP_CODE)).status).toBe(200);
  });

  it('gives racing guesses no more than ten tries', async () => {
    const { browser, pin } = await people.signIn(OWNER);
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => people.claim(browser, pin, `wrong-${i}`)));
    expect(answers.filter(({ body }) => body.code === 'setup-code-invalid')).toHaveLength(10);
    expect(answers.filter(({ body }) => body.code === 'setup-code-locked')).toHaveLength(20);
  });

  it('makes exactly one first administrator of two accounts that race with the right code', async () => {
    plex.account({ id: 502, username: 'rival' });
    const attempts = await Promise.all([people.start(), people.start()]);
    attempts.forEach(({ pin }, i) => plex.approve(pin.code, [OWNER, 502][i]!));
    const answers = await Promise.all(attempts.map(({ browser, pin }) => people.claim(browser, pin, SETUP_CODE)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
    expect(answers.find(({ status }) => status === 403)!.body.code).toBe('not-a-member');
    expect(await count('users')).toBe(1);
    expect(await count('plex_accounts')).toBe(1);
  });

  it('makes one user of 200 simultaneous first sign-ins of one account', async () => {
    const attempts = await Promise.all(Array.from({ length: 200 }, () => people.start()));
    for (const { pin } of attempts) plex.approve(pin.code, OWNER);
    const answers = await Promise.all(attempts.map(({ browser, pin }) => people.claim(browser, pin, SETUP_CODE)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(200);
    expect(new Set(answers.map(({ body }) => body.user!.id)).size).toBe(1);
    expect(await count('users')).toBe(1);
  });

  it('leaves nothing behind when no session can be written, and works with the same PIN afterwards', async () => {
    const { browser, pin } = await people.start();
    plex.approve(pin.code, OWNER);
    await database.database.run('ALTER TABLE sessions RENAME TO sessions_away');
    const failed = await people.claim(browser, pin, SETUP_CODE);
    expect([failed.status, failed.body.code]).toEqual([500, 'internal']);
    expect([await count('users'), await count('plex_accounts'), await count('audit_entries')]).toEqual([0, 0, 0]);
    await database.database.run('ALTER TABLE sessions_away RENAME TO sessions');
    expect((await people.claim(browser, pin, SETUP_CODE)).status).toBe(200);
  });

  it('lets one PIN be claimed once, however many claims come at the same time', async () => {
    const { browser, pin } = await people.start();
    plex.approve(pin.code, OWNER);
    const answers = await Promise.all(Array.from({ length: 20 }, () => people.claim(browser, pin, SETUP_CODE)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => ![200, 202, 404, 410].includes(status))).toEqual([]);
    expect(await count('sessions')).toBe(1);
  });

  it("answers 404 for another browser's PIN and for ids that do not exist", async () => {
    const { pin } = await people.start();
    const { browser: other, pin: theirs } = await people.start();
    plex.approve(pin.code, OWNER);
    expect((await people.claim(other, pin, SETUP_CODE)).status).toBe(404);
    expect((await people.claim(other, { ...theirs, id: crypto.randomUUID() })).status).toBe(404);
    expect((await people.claim(other, { ...theirs, id: 'nonsense' })).status).toBe(404);
    expect(await count('users')).toBe(0);
  });

  it('answers 410 when the PIN is over by our clock', async () => {
    const { browser, pin } = await people.start();
    plex.approve(pin.code, OWNER);
    await database.database.run(`UPDATE sign_in_pins SET expires_at = now() - interval '1 second'`);
    const { status, body } = await people.claim(browser, pin, SETUP_CODE);
    expect([status, body.code]).toEqual([410, 'pin-expired']);
  });

  it('answers 410 when plex.tv no longer knows the PIN, and does not ask again', async () => {
    const { browser, pin } = await people.start();
    plex.forgetPin(pin.code);
    expect((await people.claim(browser, pin)).status).toBe(410);
    expect((await people.claim(browser, pin)).status).toBe(410);
    expect(plex.countRequests(/^GET \/api\/v2\/pins/)).toBe(1);
  });

  it('answers 502 and writes nothing when plex.tv describes the account without an id', async () => {
    plex.account({ id: 503, user: { username: 'nobody', email: 'x@example.org' } });
    const { answer } = await people.signIn(503, SETUP_CODE);
    expect([answer.status, answer.body.code]).toEqual([502, 'plex-malformed']);
    expect(await count('users')).toBe(0);
    expect(await count('plex_accounts')).toBe(0);
  });

  it.each([{ setupCode: 5 }, { setupCode: 'x'.repeat(201) }, { setupCode: 'a\u0000b' }, { token: 'x' }])(
    'refuses the body %j',
    async (body) => {
      const { browser, pin } = await people.start();
      expect((await browser.post(`/auth/plex/pins/${pin.id}/claim`, body)).status).toBe(400);
    },
  );
});

describe('later users', () => {
  it('refuses a stranger and keeps nothing of them', async () => {
    await people.setUp();
    plex.account({ id: 600, username: 'stranger' });
    const { browser, answer } = await people.signIn(600);
    expect([answer.status, answer.body.code]).toEqual([403, 'not-a-member']);
    expect(browser.cookie('sp_session')).toBeUndefined();
    expect(await count('users')).toBe(1);
    expect(await count('plex_accounts')).toBe(1);
  });

  it('refuses a stranger with the set-up code: it is void', async () => {
    await people.setUp();
    plex.account({ id: 600, username: 'stranger' });
    expect((await people.signIn(600, SETUP_CODE)).answer.body.code).toBe('not-a-member');
  });

  it('refuses an account that made plex.tv list a server under our identifier', async () => {
    await people.setUp();
    plex.account({ id: 601, username: 'forger', forged: true });
    expect((await people.signIn(601)).answer.body.code).toBe('not-a-member');
  });

  it('lets a shared user in as user, with the shared sections and no others', async () => {
    await people.setUp();
    plex.account({ id: 602, username: 'friend', sections: ['2', '3'] });
    const { answer } = await people.signIn(602);
    expect([answer.status, answer.body.user?.role]).toEqual([200, 'user']);
    expect(await memberships()).toEqual([{ username: 'friend', keys: ['2', '3'] }]);
  });

  it('makes one user of 20 simultaneous first sign-ins of one friend', async () => {
    await people.setUp();
    plex.account({ id: 602, username: 'friend', sections: ['2'] });
    const attempts = await Promise.all(Array.from({ length: 20 }, () => people.start()));
    for (const { pin } of attempts) plex.approve(pin.code, 602);
    const answers = await Promise.all(attempts.map(({ browser, pin }) => people.claim(browser, pin)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(new Set(answers.map(({ body }) => body.user!.id)).size).toBe(1);
    expect(await memberships()).toEqual([{ username: 'friend', keys: ['2'] }]);
  });

  it('makes one user of two sign-ins of which neither sees what the other one writes', async () => {
    const users = new UserRepository(database.database);
    const friend = { plexAccountId: '602', username: 'friend', displayName: 'Friend', email: null, avatarUrl: null };
    await database.database.run(`INSERT INTO plex_accounts (account_id, sealed_token) VALUES (602, 'sealed')`);
    const answers = await database.database.transaction(async (sql) => {
      const first = await users.upsert(sql, friend, 'user');
      const second = database.database.transaction((other) => users.upsert(other, friend, 'user'));
      await somebodyWaits();
      return [first, second];
    });
    const [first, second] = await Promise.all(answers);
    expect(second!.id).toBe(first!.id);
  });

  it("lets the server's owner in who is no administrator, with all sections", async () => {
    await people.setUp();
    plex.account({ id: 603, username: 'co-owner', owned: true });
    const { answer } = await people.signIn(603);
    expect([answer.status, answer.body.user?.role]).toEqual([200, 'user']);
    expect(await memberships()).toEqual([{ username: 'co-owner', keys: ['1', '2', '3'] }]);
  });

  it('asks plex.tv for the shared sections when the media server is down', async () => {
    await people.setUp();
    plex.account({ id: 602, username: 'friend', sections: ['2'] });
    plex.serverIsUp = false;
    expect((await people.signIn(602)).answer.status).toBe(200);
    expect(await memberships()).toEqual([{ username: 'friend', keys: ['2'] }]);
  });

  it('lets nobody in while plex.tv is down, and lets them in afterwards with the same PIN', async () => {
    await people.setUp();
    plex.account({ id: 602, username: 'friend', sections: ['2'] });
    const { browser, pin } = await people.start();
    plex.approve(pin.code, 602);
    plex.outage = 500;
    expect((await people.claim(browser, pin)).status).toBe(502);
    plex.outage = null;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await people.claim(browser, pin)).status).toBe(200);
  });

  it('refuses a disabled account and ends nothing else', async () => {
    const admin = await people.setUp();
    plex.account({ id: 602, username: 'friend', sections: ['2'] });
    const { browser, answer } = await people.signIn(602);
    const { status } = await admin.patch(`/users/${answer.body.user!.id}`, { disabled: true });
    expect(status).toBe(200);
    expect((await browser.get('/auth/session')).status).toBe(401);
    const again = await people.signIn(602);
    expect([again.answer.status, again.answer.body.code]).toEqual([403, 'account-disabled']);
    expect((await admin.get('/auth/session')).status).toBe(200);
  });

  it('refreshes name, address and picture, and knows people by their account id alone', async () => {
    await people.setUp();
    plex.account({ id: 602, username: 'friend', title: 'Friend', email: 'old@example.org', sections: ['2'] });
    const before = (await people.signIn(602)).answer.body.user!;
    plex.account({ id: 602, username: '', title: 'Renamed', email: '', sections: ['2'] });
    const after = (await people.signIn(602)).answer.body.user!;
    expect(after).toMatchObject({ id: before.id, username: '', displayName: 'Renamed', email: null });
    plex.account({ id: 604, username: 'friend', email: 'old@example.org', sections: ['2'] });
    expect((await people.signIn(604)).answer.body.user!.id).not.toBe(before.id);
  });
});

async function somebodyWaits(): Promise<void> {
  const blocked = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while (!(await database.database.row(blocked))) await new Promise((resolve) => setTimeout(resolve, 10));
}

const memberships = () =>
  database.database.rows(
    `SELECT u.username, m.section_keys AS keys FROM server_members m JOIN users u ON u.id = m.user_id ORDER BY 1`,
  );

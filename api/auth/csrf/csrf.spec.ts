import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createTestApp, createTestDatabase } from '../../testing';
import type { Browser } from '../testing/browser';
import { OWNER, People, SETUP_CODE, type ProblemBody } from '../testing/people';
import { issueCsrfCookie } from './issue-csrf-cookie';
import { ScriptedPlex } from '../testing/scripted-plex';

let plex: ScriptedPlex;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let app: Awaited<ReturnType<typeof createTestApp>>;
let people: People;

beforeAll(async () => {
  plex = new ScriptedPlex();
  await plex.start();
  database = await createTestDatabase();
  app = await createTestApp({ databaseUrl: database.url, plexTvUrl: plex.url, env: { SETUP_CODE } });
  people = new People(app.url, plex, database.database);
  await people.setUp();
});
afterAll(async () => {
  await app.close();
  await database.drop();
  await plex.stop();
});

const makeKey = (browser: Browser, headers: Record<string, string> = {}) =>
  browser.post<ProblemBody & { key: string }>('/api-keys', { name: 'k', scopes: ['admin'] }, headers);
const refused = [403, 'csrf-token-invalid'];

it('is asked for on sign-in too', async () => {
  const browser = people.browser();
  const { status, body } = await browser.post<ProblemBody>('/auth/plex/pins');
  expect([status, body.code]).toEqual(refused);
});

it('comes as a cookie that scripts can read, with an answer that has no body', async () => {
  const browser = people.browser();
  const { status, body } = await browser.get('/auth/csrf');
  expect([status, body]).toEqual([204, undefined]);
  expect(browser.cookieLine('XSRF-TOKEN')).toMatch(/Path=\/; SameSite=Lax$/);
  expect((await browser.post('/auth/plex/pins')).status).toBe(201);
});

it.each(['', 'nonsense', 'a-b'])('refuses the token %j', async (token) => {
  const { browser } = await people.signIn(OWNER);
  const { status, body } = await makeKey(browser, { 'X-XSRF-TOKEN': token });
  expect([status, body.code]).toEqual(refused);
});

it.each(['_csrf', 'csrf-token', 'x-csrf-token'])('takes the token from no other place, such as %s', async (name) => {
  const { browser } = await people.signIn(OWNER);
  const token = browser.cookie('XSRF-TOKEN')!;
  const { status } = await makeKey(browser, { 'X-XSRF-TOKEN': '', [name]: token });
  expect(status).toBe(403);
});

it('still fits right after sign-in, without fetching a new one', async () => {
  const { browser } = await people.signIn(OWNER);
  expect((await makeKey(browser)).status).toBe(201);
});

it('is worth nothing beside the session of somebody else, even with all CSRF cookies planted', async () => {
  const victim = (await people.signIn(OWNER)).browser;
  const attacker = people.browser();
  await attacker.get('/auth/csrf');
  for (const name of ['XSRF-TOKEN', 'sp_csrf']) victim.setCookie(name, attacker.cookie(name)!);
  const { status, body } = await makeKey(victim);
  expect([status, body.code]).toEqual(refused);
});

it('of one session is worth nothing in another', async () => {
  const first = (await people.signIn(OWNER)).browser;
  const second = (await people.signIn(OWNER)).browser;
  second.setCookie('XSRF-TOKEN', first.cookie('XSRF-TOKEN')!);
  expect((await makeKey(second)).status).toBe(403);
});

it('comes with every page of the portal', async () => {
  const portal = express().use(issueCsrfCookie(app.app), (_, response) => void response.send('page'));
  const server = portal.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/library`);
  const names = response.headers.getSetCookie().map((line) => line.split('=')[0]);
  expect(names.sort()).toEqual(['XSRF-TOKEN', 'sp_csrf']);
  server.close();
});

it('is not asked for on safe methods', async () => {
  const { browser } = await people.signIn(OWNER);
  browser.cookies.delete('XSRF-TOKEN@/');
  expect((await browser.get('/auth/session')).status).toBe(200);
});

it('is not asked of who is not signed in: 401 comes first', async () => {
  expect((await people.browser().delete<ProblemBody>('/auth/session')).body.code).toBe('unauthenticated');
});

it('does not excuse a cookie request that carries a made-up Authorization header', async () => {
  const { browser } = await people.signIn(OWNER);
  const { status } = await makeKey(browser, { authorization: `Bearer sp_${'x'.repeat(43)}` });
  expect(status).toBe(401);
});

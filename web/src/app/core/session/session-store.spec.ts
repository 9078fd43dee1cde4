import { provideHttpClientTesting, HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideApi } from '../../api/provide-api';
import { SessionStore } from './session-store';
import { signedOutInterceptor } from './signed-out.interceptor';
import { LibraryApi } from '../../api/library.api';
import { AuthApi } from '../../api/auth.api';
import { fetchWords } from '../../api/problem';

beforeAll(fetchWords);

const SESSION = '/api/v1/auth/session';
const user = { id: 'u1', displayName: 'Ada', role: 'admin' };

let controller: HttpTestingController;

function start() {
  TestBed.configureTestingModule({ providers: [provideApi(signedOutInterceptor), provideHttpClientTesting()] });
  controller = TestBed.inject(HttpTestingController);
  return { session: TestBed.inject(SessionStore), http: controller };
}

const refuse = (status: number) =>
  [
    { code: 'unauthenticated', detail: '' },
    { status, statusText: 'x' },
  ] as const;

afterEach(() => {
  controller.verify();
  document.cookie = 'XSRF-TOKEN=; max-age=0';
});

test('several guards at once ask the server once', async () => {
  const { session, http } = start();
  const both = Promise.all([session.load(), session.load()]);
  http.expectOne(SESSION).flush({ user, expiresAt: '' });
  expect(await both).toEqual([user, user]);
  expect(await session.load()).toEqual(user);
  expect(session.isAdmin()).toBe(true);
});

test('nobody signed in is an answer, not a problem', async () => {
  const { session, http } = start();
  const loaded = session.load();
  http.expectOne(SESSION).flush(...refuse(401));
  expect(await loaded).toBeNull();
  expect(session.problem()).toBeNull();
  expect(session.signedOutMidway()).toBe(false);
});

test('a server that cannot say who is signed in signs nobody out, and is asked again', async () => {
  const { session, http } = start();
  const loaded = session.load();
  http.expectOne(SESSION).flush(...refuse(503));
  await expect(loaded).rejects.toMatchObject({ status: 503 });
  expect(session.problem()?.status).toBe(503);
  const again = session.load();
  http.expectOne(SESSION).flush({ user, expiresAt: '' });
  expect(await again).toEqual(user);
  expect(session.problem()).toBeNull();
});

test('a session that ends in the middle is noticed at the next request', async () => {
  const { session, http } = start();
  session.signedIn(user as never);
  TestBed.inject(LibraryApi)
    .sections()
    .subscribe({ error: () => undefined });
  http.expectOne('/api/v1/library/sections').flush(...refuse(401));
  expect(session.signedOutMidway()).toBe(true);
  expect(session.user()).toEqual(user);
});

test('an unsafe request without the XSRF cookie fetches it first', () => {
  const { http } = start();
  TestBed.inject(AuthApi).startPin().subscribe();
  const csrf = http.expectOne('/api/v1/auth/csrf');
  document.cookie = 'XSRF-TOKEN=fresh';
  csrf.flush(null);
  const pin = http.expectOne('/api/v1/auth/plex/pins');
  expect(pin.request.headers.get('X-XSRF-TOKEN')).toBe('fresh');
  pin.flush({});
});

test('a token that no longer fits is renewed once', () => {
  const { http } = start();
  document.cookie = 'XSRF-TOKEN=old';
  const problems: unknown[] = [];
  TestBed.inject(AuthApi)
    .startPin()
    .subscribe({ error: (error: unknown) => problems.push(error) });
  const refused = [{ code: 'csrf-token-invalid' }, { status: 403, statusText: 'x' }] as const;
  http.expectOne('/api/v1/auth/plex/pins').flush(...refused);
  document.cookie = 'XSRF-TOKEN=new';
  http.expectOne('/api/v1/auth/csrf').flush(null);
  const again = http.expectOne('/api/v1/auth/plex/pins');
  expect(again.request.headers.get('X-XSRF-TOKEN')).toBe('new');
  again.flush(...refused);
  expect(problems).toMatchObject([{ code: 'csrf-token-invalid' }]);
});

test('no request hangs: after 20 s it ends as a time-out', () => {
  jest.useFakeTimers();
  const { http } = start();
  const problems: unknown[] = [];
  TestBed.inject(LibraryApi)
    .sections()
    .subscribe({ error: (error: unknown) => problems.push(error) });
  const request = http.expectOne('/api/v1/library/sections');
  jest.advanceTimersByTime(20_000);
  expect(problems).toMatchObject([{ code: 'timeout' }]);
  expect(request.cancelled).toBe(true);
  jest.useRealTimers();
});

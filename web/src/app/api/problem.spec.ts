import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';
import { TimeoutError } from 'rxjs';
import { Problem, fetchWords } from './problem';

beforeAll(fetchWords);

const answer = (status: number, error: unknown, headers: Record<string, string> = {}) =>
  Problem.from(new HttpErrorResponse({ status, error, headers: new HttpHeaders(headers), url: '/api/v1/x' }));

test('a problem answer keeps its code, words, request id and fields', () => {
  const problem = answer(400, {
    type: 'about:blank',
    title: 'Bad request',
    status: 400,
    code: 'validation-failed',
    detail: 'limit must not be greater than 100',
    requestId: 'req-1',
    errors: [{ field: 'limit', message: 'must not be greater than 100' }],
  });
  expect(problem).toMatchObject({
    status: 400,
    code: 'validation-failed',
    title: 'Something in this request is not right',
    requestId: 'req-1',
  });
  expect(problem.errors).toEqual([{ field: 'limit', message: 'must not be greater than 100' }]);
  expect(problem.transient).toBe(false);
});

test('a body that a proxy sent as text is read as well', () => {
  expect(answer(403, JSON.stringify({ code: 'forbidden', detail: 'No.' })).code).toBe('forbidden');
});

test('an answer that is no problem still says what happened, with the id from its header', () => {
  const problem = answer(502, '<html>Bad gateway</html>', { 'X-Request-Id': 'req-9' });
  expect(problem).toMatchObject({
    code: 'http-502',
    title: 'That did not work with Plex',
    requestId: 'req-9',
    detail: '',
  });
});

test.each([
  ['7', 7],
  ['0', 1],
  ['99999', 3600],
])('Retry-After %s means %i seconds', (header, seconds) => {
  expect(answer(503, null, { 'Retry-After': header }).retryAfterSeconds).toBe(seconds);
});

test('Retry-After may be a date', () => {
  jest.useFakeTimers({ now: Date.UTC(2026, 0, 1) });
  const seconds = answer(429, null, { 'Retry-After': new Date(Date.now() + 30_000).toUTCString() }).retryAfterSeconds;
  jest.useRealTimers();
  expect(seconds).toBe(30);
});

test('a Retry-After that means nothing is none', () => {
  expect(answer(429, null, { 'Retry-After': 'soon' }).retryAfterSeconds).toBeNull();
});

test('no connection is told apart from a refusal', () => {
  const problem = answer(0, new ProgressEvent('error'));
  expect(problem).toMatchObject({ status: 0, code: 'offline', transient: true, retryAfterSeconds: 5 });
});

test('a request that ran into its time-out says so', () => {
  expect(Problem.from(new TimeoutError()).code).toBe('timeout');
});

test('fields that are not what they should be are left out', () => {
  expect(answer(400, { errors: [null, 3, { field: 'a' }, { field: 'b', message: 'bad' }] }).errors).toEqual([
    { field: 'b', message: 'bad' },
  ]);
});

test('a problem that a resource has wrapped is found', () => {
  const inner = answer(404, { code: 'not-found' });
  expect(Problem.from(new Error('wrapped', { cause: inner }))).toBe(inner);
});

test.each([
  [429, true],
  [500, true],
  [503, true],
  [400, false],
  [404, false],
  [409, false],
])('asking again after %i can help: %s', (status, helps) => {
  expect(answer(status, null).transient).toBe(helps);
});

test.each(['ai-timeout', 'ai-unauthorized', 'ai-cut', 'ai-rate-limited'])('%s is headed by the model', (code) => {
  expect(answer(502, { code }).title).toMatch(/^The language model/);
  expect(answer(502, { code: 'plex-timeout' }).title).toBe('That did not work with Plex');
});

test('a code that is known is told in the words of the portal, any other in those of the API', () => {
  expect(answer(409, { code: 'last-admin', detail: 'From the API.' }).detail).toContain('last administrator');
  expect(answer(409, { code: 'made-up', detail: 'From the API.' }).detail).toBe('From the API.');
});

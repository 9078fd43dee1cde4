import { NEVER, Observable, of, throwError } from 'rxjs';
import { Problem } from '../../api/problem';
import type { SignInClaim, User } from '../../api/types';
import { FAILURE_LIMIT, LONGEST_ATTEMPT_MS, PinClaim } from './pin-claim';

const user = { id: 'u1', displayName: 'Ada' } as User;
const pending = of<SignInClaim>({ status: 'pending' });
const complete = of<SignInClaim>({ status: 'complete', user });
const refusal = (status: number, code: string, retryAfterSeconds: number | null = null) =>
  throwError(
    () => new Problem({ status, code, title: code, detail: `because ${code}`, requestId: null, retryAfterSeconds }),
  );

/** Answers in turn; the last one for ever. */
const claimWith = (...answers: Observable<SignInClaim>[]) => {
  const codes: (string | null)[] = [];
  const claim = new PinClaim((code) => {
    codes.push(code);
    return answers[Math.min(codes.length, answers.length) - 1];
  }, 'kept-code');
  claim.start();
  return { claim, codes };
};

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('polls once a second while the sign-in is pending, and ends when it is complete', () => {
  const { claim, codes } = claimWith(pending, pending, complete);
  expect(claim.state()).toEqual({ kind: 'waiting' });
  jest.advanceTimersByTime(999);
  expect(codes).toHaveLength(1);
  jest.advanceTimersByTime(1);
  expect(codes).toHaveLength(2);
  jest.advanceTimersByTime(1_000);
  expect(claim.state()).toEqual({ kind: 'complete', user });
  expect(jest.getTimerCount()).toBe(0);
});

test('the kept set-up code goes along with every claim', () => {
  const { codes } = claimWith(pending, complete);
  jest.advanceTimersByTime(1_000);
  expect(codes).toEqual(['kept-code', 'kept-code']);
});

test.each([
  ['pin-expired', 410],
  ['not-found', 404],
])('%s ends it as expired', (code, status) => {
  const { claim } = claimWith(pending, refusal(status, code));
  jest.advanceTimersByTime(1_000);
  expect(claim.state()).toEqual({ kind: 'expired' });
  expect(jest.getTimerCount()).toBe(0);
});

test.each(['not-a-member', 'account-disabled'])('%s ends it with the reason', (code) => {
  const { claim } = claimWith(refusal(403, code));
  expect(claim.state()).toMatchObject({ kind: 'refused', problem: { code } });
  expect(jest.getTimerCount()).toBe(0);
});

test('a missing set-up code stops the polling until one is given, and the same PIN goes on', () => {
  const { claim, codes } = claimWith(refusal(403, 'setup-code-required'), refusal(403, 'setup-code-invalid'), complete);
  expect(claim.state()).toMatchObject({ kind: 'code-needed', wrong: false });
  jest.advanceTimersByTime(60_000);
  expect(codes).toHaveLength(1);
  claim.presentCode('wrong');
  expect(claim.state()).toMatchObject({ kind: 'code-needed', wrong: true, detail: 'because setup-code-invalid' });
  claim.presentCode('right');
  expect(claim.state()).toMatchObject({ kind: 'complete' });
  expect(codes).toEqual(['kept-code', 'wrong', 'right']);
});

test('a hiccup is not the end', () => {
  const { claim } = claimWith(refusal(502, 'plex-unreachable'), refusal(0, 'offline'), pending, complete);
  jest.advanceTimersByTime(3_000);
  expect(claim.state()).toMatchObject({ kind: 'complete' });
});

test('too many failures in a row end it', () => {
  const { claim, codes } = claimWith(refusal(502, 'plex-unreachable'));
  jest.advanceTimersByTime(60_000);
  expect(codes).toHaveLength(FAILURE_LIMIT);
  expect(claim.state()).toMatchObject({ kind: 'failed', problem: { code: 'plex-unreachable' } });
  expect(jest.getTimerCount()).toBe(0);
});

test('a server that asks to wait is not asked before', () => {
  const { codes } = claimWith(refusal(503, 'plex-busy', 7), complete);
  jest.advanceTimersByTime(6_999);
  expect(codes).toHaveLength(1);
  jest.advanceTimersByTime(1);
  expect(codes).toHaveLength(2);
});

test('leaving the page ends the timer', () => {
  const { claim, codes } = claimWith(pending);
  claim.stop();
  jest.advanceTimersByTime(60_000);
  expect(codes).toHaveLength(1);
  expect(jest.getTimerCount()).toBe(0);
});

test('leaving the page drops the request under way', () => {
  let dropped = false;
  const { claim } = claimWith(new Observable(() => () => (dropped = true)));
  claim.stop();
  expect(dropped).toBe(true);
});

test('nobody polls longer than a PIN can live', () => {
  const { claim, codes } = claimWith(pending);
  jest.advanceTimersByTime(LONGEST_ATTEMPT_MS + 5_000);
  expect(claim.state()).toEqual({ kind: 'expired' });
  expect(codes.length).toBeLessThanOrEqual(LONGEST_ATTEMPT_MS / 1_000);
  expect(jest.getTimerCount()).toBe(0);
});

test('a claim that never answers leaves nothing but the request', () => {
  const { claim } = claimWith(NEVER);
  jest.advanceTimersByTime(120_000);
  expect(claim.state()).toEqual({ kind: 'waiting' });
  expect(jest.getTimerCount()).toBe(0);
});

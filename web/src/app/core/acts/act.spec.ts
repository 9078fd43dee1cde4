import { Problem } from '../../api/problem';
import { Act } from './act';

const refusal = new Problem({ status: 409, code: 'last-admin', title: 'Not possible', detail: '', requestId: null });

test('an act tells what is true afterwards', async () => {
  const act = new Act();
  const running = act.run(() => Promise.resolve('Done.'));
  expect(act.busy()).toBe(true);
  expect(await running).toBe(true);
  expect([act.busy(), act.said(), act.problem()]).toEqual([false, 'Done.', null]);
});

test('what was said before is not said of an act that failed', async () => {
  const act = new Act();
  await act.run(() => Promise.resolve('Done.'));
  expect(await act.run(() => Promise.reject(refusal))).toBe(false);
  expect([act.said(), act.problem()?.code]).toEqual(['', 'last-admin']);
});

test('a second act waits for the first', async () => {
  const act = new Act();
  const second = jest.fn(() => Promise.resolve(''));
  const first = act.run(() => Promise.resolve('First.'));
  expect(await act.run(second)).toBe(false);
  await first;
  expect(second).not.toHaveBeenCalled();
});

import { HttpErrorResponse } from '@angular/common/http';
import { Subject } from 'rxjs';
import type { Page } from '../../api/types';
import { PagedList } from './paged-list';

function started() {
  const asked: (string | undefined)[] = [];
  const answers: Subject<Page<number>>[] = [];
  const list = new PagedList<number>((cursor) => {
    asked.push(cursor);
    answers.push(new Subject());
    return answers.at(-1)!;
  });
  const answer = (items: number[], nextCursor: string | null) => answers.at(-1)!.next({ items, nextCursor });
  const fail = (status: number, code: string) =>
    answers.at(-1)!.error(new HttpErrorResponse({ status, error: { code } }));
  list.restart();
  return { list, asked, answers, answer, fail };
}

test('pages follow each other until there is no cursor', () => {
  const { list, asked, answer } = started();
  expect([list.loaded(), list.loading()]).toEqual([false, true]);
  answer([1, 2], 'b');
  expect([list.items(), list.hasMore(), list.loading()]).toEqual([[1, 2], true, false]);
  list.more();
  answer([3], null);
  expect([list.items(), list.hasMore()]).toEqual([[1, 2, 3], false]);
  expect(asked).toEqual([undefined, 'b']);
});

test('a fault leaves the rows and asks again for the page that failed', () => {
  const { list, asked, answer, fail } = started();
  answer([1], 'b');
  list.more();
  fail(503, 'database-unavailable');
  expect([list.items(), list.problem()?.code, list.loading()]).toEqual([[1], 'database-unavailable', false]);
  list.retry();
  expect(list.problem()).toBeNull();
  answer([2], null);
  expect([list.items(), asked]).toEqual([
    [1, 2],
    [undefined, 'b', 'b'],
  ]);
});

test('a list that was ordered anew is read from its beginning', () => {
  const { list, asked, answer, fail } = started();
  answer([1], 'b');
  list.more();
  fail(400, 'cursor-invalid');
  list.retry();
  expect([list.loaded(), asked.at(-1)]).toEqual([false, undefined]);
  answer([9], null);
  expect(list.items()).toEqual([9]);
});

test('rows stay while they are read anew and when that fails, and a retry reads them anew', () => {
  const { list, asked, answer, fail } = started();
  answer([1], 'b');
  list.more();
  answer([2], null);
  list.refresh();
  expect([list.items(), list.stale(), list.loading()]).toEqual([[1, 2], true, true]);
  fail(503, 'database-unavailable');
  expect([list.items(), list.stale(), list.problem()?.code]).toEqual([[1, 2], true, 'database-unavailable']);
  list.retry();
  expect(asked.at(-1)).toBeUndefined();
  answer([3], null);
  expect([list.items(), list.stale(), list.problem()]).toEqual([[3], false, null]);
});

test('the answer to a question that nobody asks any more is dropped', () => {
  const { list, answers } = started();
  list.restart();
  answers[0].next({ items: [1], nextCursor: null });
  expect(list.loaded()).toBe(false);
  answers[1].next({ items: [2], nextCursor: null });
  expect(list.items()).toEqual([2]);
});

test('an empty list is loaded', () => {
  const { list, answer } = started();
  answer([], null);
  expect([list.loaded(), list.items(), list.head()?.nextCursor]).toEqual([true, [], null]);
});

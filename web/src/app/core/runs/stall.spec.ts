import { HttpErrorResponse } from '@angular/common/http';
import { type Observable, of, throwError } from 'rxjs';
import { fetchWords } from '../../api/problem';
import type { Attention } from '../../api/types';
import { stallWords } from './stall';

beforeAll(fetchWords);
beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const matter = (code: Attention['code'], serverId: string | null = null) => ({ code, serverId }) as Attention;

function told(answer: () => Observable<{ items: Attention[] }>, ms = 11_000): string[] {
  const words: string[] = [];
  const listening = stallWords('attic', answer).subscribe((text) => words.push(text));
  jest.advanceTimersByTime(ms);
  listening.unsubscribe();
  return words;
}

test('a run that has only just paused is said nothing of', () => {
  expect(told(() => of({ items: [] }), 9_000)).toEqual(['']);
});

test('one that stands still waits for Plex only where Plex does not answer', () => {
  const said = (...items: Attention[]) => told(() => of({ items })).at(-1);
  expect(said()).toBe('Waiting; it goes on as soon as it can');
  expect(said(matter('server-offline', 'cellar'))).toBe('Waiting; it goes on as soon as it can');
  expect(said(matter('server-offline', 'attic'))).toBe('Waiting for Plex');
});

test('a full disk is named, and no longer once there is room', () => {
  const answers = [[matter('server-offline', 'attic'), matter('disk-full')], []];
  const words = told(() => of({ items: answers.shift() ?? [] }), 26_000);
  expect(words.slice(-2)).toEqual([
    'The disk of SmartPlex is full. It goes on when there is room.',
    'Waiting; it goes on as soon as it can',
  ]);
});

test('a database that is away is named', () => {
  const error = new HttpErrorResponse({ status: 503, error: { code: 'database-unavailable' } });
  expect(told(() => throwError(() => error)).at(-1)).toMatch(/^The database is away/);
});

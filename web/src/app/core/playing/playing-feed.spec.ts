import { provideHttpClientTesting, HttpTestingController } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Subject } from 'rxjs';
import type { StreamEvent } from '../../api/event-stream';
import { provideApi } from '../../api/provide-api';
import { type LiveEvents, SyncApi } from '../../api/sync.api';
import type { NowPlaying, Playing } from '../../api/types';
import { RunFeed } from '../runs/run-feed';
import { SessionStore } from '../session/session-store';
import { PlayingFeed } from './playing-feed';
import { fetchWords } from '../../api/problem';

beforeAll(fetchWords);

const playing = (...ids: string[]): Playing => ({ items: ids.map((id) => ({ id }) as NowPlaying), servers: [] });

function start() {
  const stream = new Subject<StreamEvent<LiveEvents>>();
  const isAdmin = signal(true);
  TestBed.configureTestingModule({
    providers: [provideApi(), provideHttpClientTesting(), { provide: SessionStore, useValue: { isAdmin } }],
  });
  const events = jest.spyOn(TestBed.inject(SyncApi), 'events').mockReturnValue(stream);
  const feed = TestBed.inject(PlayingFeed);
  TestBed.tick();
  const http = TestBed.inject(HttpTestingController);
  const asked = () => http.expectOne((request) => request.url.endsWith('/activity'));
  return { feed, asked, stream, events, isAdmin, open: () => stream.next({ kind: 'open' }) };
}

test('what was asked for before the stream told of a change does not undo it', () => {
  const { feed, asked, stream, open } = start();
  open();
  feed.read();
  const request = asked();
  stream.next({ kind: 'event', name: 'playing', data: playing('b') });
  request.flush({ runs: [], playing: playing('a', 'b') });
  expect(feed.playing()?.items.map(({ id }) => id)).toEqual(['b']);
  expect(feed.count()).toBe(1);
});

test('a failure is told, what was known stays, and the next news ends it', () => {
  const { feed, asked, stream, open } = start();
  open();
  stream.next({ kind: 'event', name: 'playing', data: playing('a') });
  stream.next({ kind: 'lost' });
  expect([feed.live(), feed.count()]).toEqual([false, 1]);
  feed.read();
  asked().flush({ code: 'database-unavailable' }, { status: 503, statusText: 'Unavailable' });
  expect([feed.problem()?.code, feed.count()]).toEqual(['database-unavailable', 1]);
  open();
  stream.next({ kind: 'event', name: 'playing', data: playing() });
  expect([feed.problem(), feed.count(), feed.live()]).toEqual([null, 0, true]);
});

test('what was asked for is known before the stream opens', () => {
  const { feed, asked } = start();
  feed.read();
  asked().flush({ runs: [], playing: playing('a') });
  expect([feed.count(), feed.live(), feed.problem()]).toEqual([1, false, null]);
});

test('whoever is no administrator any more is told nothing, and nothing is kept', () => {
  const { feed, stream, isAdmin, open } = start();
  open();
  stream.next({ kind: 'event', name: 'playing', data: playing('a') });
  isAdmin.set(false);
  TestBed.tick();
  expect(feed.playing()).toBeNull();
  expect(stream.observed).toBe(false);
});

test('runs and what is played come over one stream, also for who comes later', () => {
  const { events, open } = start();
  open();
  const runs = TestBed.inject(RunFeed);
  TestBed.tick();
  expect(events).toHaveBeenCalledTimes(1);
  expect(runs.connection()).toBe('open');
});

import { provideHttpClientTesting, HttpTestingController } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Subject, of } from 'rxjs';
import type { StreamEvent } from '../../api/event-stream';
import { provideApi } from '../../api/provide-api';
import { type LiveEvents, SyncApi } from '../../api/sync.api';
import type { Run, RunEvent } from '../../api/types';
import { SessionStore } from '../session/session-store';
import { RunFeed } from './run-feed';

const run = (state: Run['state'], id = 'r1') => ({ id, state, createdAt: '2026-01-01T00:00:00.000Z' }) as Run;

function start() {
  const stream = new Subject<StreamEvent<LiveEvents>>();
  TestBed.configureTestingModule({
    providers: [
      provideApi(),
      provideHttpClientTesting(),
      { provide: SessionStore, useValue: { isAdmin: signal(true) } },
    ],
  });
  jest.spyOn(TestBed.inject(SyncApi), 'events').mockReturnValue(stream);
  const feed = TestBed.inject(RunFeed);
  TestBed.tick();
  const http = TestBed.inject(HttpTestingController);
  const tell = (state: Run['state'], id?: string) =>
    stream.next({ kind: 'event', name: 'run', data: run(state, id) as RunEvent });
  return { feed, http, tell, open: () => stream.next({ kind: 'open' }) };
}

test('a list that was asked for before the stream told of an end does not bring the run back', () => {
  const { feed, http, tell, open } = start();
  open();
  const asked = http.expectOne((request) => request.url.endsWith('/sync/runs'));
  tell('succeeded');
  asked.flush({ items: [run('running'), run('incomplete', 'r0')], nextCursor: null });
  expect(feed.find('r1')?.state).toBe('succeeded');
  expect(feed.find('r0')?.state).toBe('incomplete');
  expect(feed.active()).toEqual([]);
});

test('an answer to a request of our own that the stream overtook changes nothing', async () => {
  const { feed, tell } = start();
  const answer = new Subject<Run>();
  const asked = feed.ask(answer);
  tell('cancelled');
  answer.next(run('running'));
  await asked;
  expect(feed.find('r1')?.state).toBe('cancelled');
});

test('an answer to a request of our own counts at once, also for a run that had ended', async () => {
  const { feed, tell } = start();
  const ended: string[] = [];
  feed.ended.subscribe(({ id }) => ended.push(id));
  tell('running');
  tell('incomplete');
  expect(ended).toEqual(['r1']);
  await feed.ask(of(run('queued')));
  expect(feed.active().map(({ id }) => id)).toEqual(['r1']);
});

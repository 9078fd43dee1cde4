import { type StreamEvent, eventStream, reconnectDelayMs } from './event-stream';

/** The part of the browser's EventSource that matters, driven by hand. */
class Line {
  static all: Line[] = [];
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  closed = false;
  private readonly listeners = new Map<string, (event: { data: string }) => void>();

  constructor(readonly url: string) {
    Line.all.push(this);
  }

  addEventListener(name: string, listener: (event: { data: string }) => void): void {
    this.listeners.set(name, listener);
  }

  close(): void {
    this.closed = true;
  }

  say(name: string, data: string): void {
    this.listeners.get(name)?.({ data });
  }
}

interface Told {
  run: { id: number };
  playing: string[];
}

const listen = () => {
  const heard: StreamEvent<Told>[] = [];
  const subscription = eventStream<Told>(
    '/events',
    ['run', 'playing'],
    (url) => new Line(url) as unknown as EventSource,
  ).subscribe((event) => heard.push(event));
  return { heard, subscription };
};

beforeEach(() => {
  jest.useFakeTimers();
  Line.all = [];
});
afterEach(() => jest.useRealTimers());

test('events of the names arrive as data, other names and broken data do not', () => {
  const { heard, subscription } = listen();
  Line.all[0].onopen!();
  Line.all[0].say('run', '{"id":1}');
  Line.all[0].say('other', '{"id":2}');
  Line.all[0].say('playing', '["Harbour"]');
  Line.all[0].say('run', '{"id":');
  expect(heard).toEqual([
    { kind: 'open' },
    { kind: 'event', name: 'run', data: { id: 1 } },
    { kind: 'event', name: 'playing', data: ['Harbour'] },
  ]);
  subscription.unsubscribe();
});

test('a lost stream is opened again, later each time, and says when it is back', () => {
  const { heard, subscription } = listen();
  Line.all[0].onerror!();
  expect(Line.all[0].closed).toBe(true);
  expect(Line.all).toHaveLength(1);
  jest.advanceTimersByTime(1_000);
  expect(Line.all).toHaveLength(2);
  Line.all[1].onerror!();
  jest.advanceTimersByTime(1_400);
  expect(Line.all).toHaveLength(2);
  jest.advanceTimersByTime(600);
  expect(Line.all).toHaveLength(3);
  Line.all[2].onopen!();
  expect(heard.map(({ kind }) => kind)).toEqual(['lost', 'lost', 'open']);
  subscription.unsubscribe();
});

test('leaving closes the stream and leaves no timer behind', () => {
  const open = listen();
  open.subscription.unsubscribe();
  expect(Line.all[0].closed).toBe(true);
  const lost = listen();
  Line.all[1].onerror!();
  lost.subscription.unsubscribe();
  jest.advanceTimersByTime(60_000);
  expect(Line.all).toHaveLength(2);
  expect(jest.getTimerCount()).toBe(0);
});

test('the wait doubles up to half a minute', () => {
  expect([1, 2, 3, 4, 5, 6, 20].map((failures) => reconnectDelayMs(failures, 1))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
  ]);
  expect(reconnectDelayMs(1, 0)).toBe(750);
});

import type { EventListener, PlexEvent } from '../../plex';
import type { EarPorts } from './server-ear';
import { StreamListeners } from './stream-listeners';

const SERVER = 'server';

describe('looking after what is listened to', () => {
  const stored: string[][] = [];
  let ear: EventListener;
  const told = (ratingKey: string): PlexEvent => ({ kind: 'timeline', ratingKey, type: 1, state: 5, sectionKey: '1' });
  const logger = { info: jest.fn(), warn: jest.fn(), debug: jest.fn() };

  function listeners(): StreamListeners {
    const client = {
      listen: (listener: EventListener) => {
        ear = listener;
        return { way: 'websocket', malformed: 0, close: () => undefined };
      },
    };
    const ports: Partial<EarPorts> = {
      store: (_, keys) => Promise.resolve(void stored.push(keys)),
      catchUp: () => Promise.resolve(true),
      changed: () => undefined,
    };
    const parts = [
      { role: 'all' },
      {
        ears: () => ({ ...ports, logger }),
        wanted: () => Promise.resolve([SERVER]),
        clientFor: () => Promise.resolve(client),
      },
      { hold: () => Promise.resolve(new Set([SERVER])), release: () => Promise.resolve() },
      { wake: () => Promise.resolve() },
      { set: () => undefined },
      logger,
    ] as unknown as ConstructorParameters<typeof StreamListeners>;
    return new StreamListeners(...parts);
  }

  beforeEach(() => {
    stored.length = 0;
    jest.useFakeTimers();
  });
  afterEach(() => void jest.useRealTimers());

  it('does not take apart what is told at once', async () => {
    const all = listeners();
    await all.look();
    ear.opened();
    await all.look();
    ear.event(told('1'));
    await all.look();
    ear.event(told('2'));
    expect(stored).toEqual([]);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(stored).toEqual([['1', '2']]);
  });

  it('leaves nothing behind of what was gathered when it ends', async () => {
    const all = listeners();
    await all.look();
    ear.opened();
    await all.look();
    ear.event(told('1'));
    await all.beforeApplicationShutdown();
    expect(stored).toEqual([['1']]);
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { startEmulator, type Emulator } from '../../../testing';
import { PlexError } from '../../plex.errors';
import { ScriptedPushServer } from '../../testing/scripted-push-server';
import { createServerClient, SERVER_TOKEN, type TestClientOptions } from '../../testing/test-clients';
import type { PlexServerClient } from '../plex-server.client';
import type { StreamTiming } from './channel';
import type { PlexEvent } from './event';
import type { EventStream } from './event-stream';

const QUICK: StreamTiming = { handshakeMs: 400, pingMs: 150, pongMs: 150, retryMs: 40, longestRetryMs: 200 };
/** Where nothing falls silent and nothing hangs: a pause of the machine is neither. */
const CALM: StreamTiming = { ...QUICK, handshakeMs: 60_000, pingMs: 60_000, pongMs: 60_000 };
const timeline = (itemID: string) => ({
  NotificationContainer: { type: 'timeline', size: 1, TimelineEntry: [{ itemID, sectionID: '1', type: 1, state: 5 }] },
});

class Ear {
  opened = 0;
  readonly errors: Error[] = [];
  readonly events: PlexEvent[] = [];
  readonly stream: EventStream;

  constructor(
    readonly client: PlexServerClient,
    timing = CALM,
  ) {
    this.stream = client.listen(
      {
        opened: () => this.opened++,
        event: (event) => this.events.push(event),
        closed: (error) => this.errors.push(error),
      },
      timing,
    );
  }

  get keys() {
    return this.events.map(({ ratingKey }) => ratingKey);
  }
}

async function until(holds: () => boolean, timeoutMs = 5_000): Promise<void> {
  for (const deadline = Date.now() + timeoutMs; !holds(); await sleep(10))
    if (Date.now() > deadline) throw new Error('It never came to be');
}

describe('the event stream of a media server', () => {
  let plex: ScriptedPushServer;
  const ears: Ear[] = [];

  beforeEach(async () => {
    plex = new ScriptedPushServer();
  });
  afterEach(async () => {
    for (const { client } of ears.splice(0)) await client.close();
    await plex.stop();
  });

  function listen(options: TestClientOptions = {}, uri = plex.uri, timing = CALM): Ear {
    const ear = new Ear(createServerClient(uri, options), timing);
    ears.push(ear);
    return ear;
  }

  async function opened(timing = CALM): Promise<Ear> {
    await plex.start();
    const ear = listen({}, plex.uri, timing);
    await until(() => ear.opened === 1);
    return ear;
  }

  it('shows the token in a header and nowhere else', async () => {
    const ear = await opened();
    const [{ url, headers }] = plex.upgrades;
    expect(headers['x-plex-token']).toBe(SERVER_TOKEN);
    expect(headers['x-plex-client-identifier']).toBeDefined();
    expect(url).toBe('/:/websockets/notifications');
    plex.upgradeStatus = 404;
    plex.sockets.forEach((socket) => socket.terminate());
    await until(() => plex.requests.length > 0);
    expect(plex.requests[0].url).toBe('/:/eventsource/notifications?filters=timeline,playing');
    expect(plex.requests[0].headers['x-plex-token']).toBe(SERVER_TOKEN);
    for (const error of ear.errors) expect(JSON.stringify(error) + error.stack).not.toContain(SERVER_TOKEN);
  });

  it('passes over what it cannot read, counts it, and goes on', async () => {
    const ear = await opened();
    plex.send('{"NotificationContainer":');
    plex.send('<html>');
    plex.send(timeline('7'));
    await until(() => ear.events.length === 1);
    expect(ear.stream.malformed).toBe(2);
    expect(ear.keys).toEqual(['7']);
    expect(ear.opened).toBe(1);
  });

  it('refuses a message without measure, and comes back', async () => {
    const ear = await opened();
    plex.send('x'.repeat(1024 * 1024 + 1));
    await until(() => ear.opened === 2);
    expect(ear.events).toEqual([]);
  });

  it('connects again after every loss', async () => {
    const ear = await opened();
    for (const nth of [2, 3, 4]) {
      plex.sockets.forEach((socket) => socket.terminate());
      await until(() => ear.opened === nth);
    }
    plex.send(timeline('8'));
    await until(() => ear.keys.includes('8'));
    expect(ear.errors).toHaveLength(3);
  });

  it('notices a peer that vanished without a word', async () => {
    plex.isMute = true;
    const ear = await opened(QUICK);
    await until(() => ear.errors.length > 0, 2_000);
    expect(ear.errors[0]).toMatchObject({ fault: 'timeout', detail: 'silent' });
    await until(() => ear.opened === 2);
  });

  it('stays while pings are answered', async () => {
    const ear = await opened({ ...CALM, pingMs: 500, pongMs: 450 });
    await sleep(2_000);
    expect([ear.opened, ear.errors]).toEqual([1, []]);
  });

  it('gives up a handshake that hangs', async () => {
    plex.hangs = true;
    await plex.start();
    const ear = listen({}, plex.uri, QUICK);
    await until(() => ear.errors.length > 0);
    expect(ear.errors[0]).toMatchObject({ fault: 'timeout' });
    plex.hangs = false;
    await until(() => ear.opened === 1);
  });

  it.each([403, 404, 426, 501])('listens to the event source where upgrades are answered with %i', async (status) => {
    plex.upgradeStatus = status;
    const ear = await opened();
    expect(ear.stream.way).toBe('eventsource');
    const data = JSON.stringify({ TimelineEntry: { itemID: 9, sectionID: 1, type: 1, state: 5 } });
    plex.write(`event: timeline\r\ndata: ${data}\r\n\r\nevent: timeline\ndata: ${data.slice(0, 9)}`);
    plex.write(`${data.slice(9)}\n\nevent: playing\ndata: oh\n\n`);
    await until(() => ear.events.length === 2);
    expect(ear.keys).toEqual(['9', '9']);
    await until(() => ear.stream.malformed === 1);
  });

  it('listens to the event source where handshakes keep failing', async () => {
    plex.hangs = true;
    const ear = await opened(QUICK);
    expect(ear.stream.way).toBe('eventsource');
    expect(plex.upgrades.length).toBe(4);
  });

  it('notices an event source that spoke and fell silent', async () => {
    plex.upgradeStatus = 404;
    const ear = await opened(QUICK);
    await until(() => ear.opened === 2, 3_000);
    expect(ear.errors[0]).toMatchObject({ fault: 'timeout', detail: 'silent' });
  });

  it('tells the registry that a token is refused, as every call does', async () => {
    plex.upgradeStatus = 401;
    await plex.start();
    const failures: PlexError[] = [];
    const ear = listen({ hooks: { failed: (error) => failures.push(error) } });
    await until(() => failures.length > 0);
    expect(failures[0]).toMatchObject({ fault: 'unauthorized', status: 401 });
    expect(plex.requests).toHaveLength(0);
    plex.upgradeStatus = 0;
    await until(() => ear.opened === 1);
  });

  it('goes to another address or with another token as soon as there is one', async () => {
    const ear = await opened();
    const other = await new ScriptedPushServer().start();
    ear.client.retarget({ uri: other.uri, token: 'another-token' });
    await until(() => ear.opened === 2);
    expect(other.upgrades[0].headers['x-plex-token']).toBe('another-token');
    await until(() => plex.sockets.size === 0);
    await ear.client.close();
    await other.stop();
  });

  it.each([0, 404])('never connects where the outbound policy forbids it (upgrade status %i)', async (status) => {
    plex.upgradeStatus = status;
    await plex.start();
    const byName = `http://localhost:${plex.port}`;
    for (const uri of [plex.uri, byName]) {
      const ear = listen({ settings: { OUTBOUND_DENY: '127.0.0.0/8,::1/128' } }, uri);
      await until(() => ear.errors.length > 4);
      for (const error of ear.errors) expect(error).toMatchObject({ fault: 'address-denied' });
    }
    expect([plex.upgrades, plex.requests]).toEqual([[], []]);
  });

  it.each([0, 404])('lets go at once when it is closed (upgrade status %i)', async (status) => {
    plex.upgradeStatus = status;
    const ear = await opened();
    const closedAt = Date.now();
    ear.stream.close();
    await until(() => plex.sockets.size + plex.responses.size === 0);
    expect(Date.now() - closedAt).toBeLessThan(500);
    await sleep(300);
    expect(ear.opened).toBe(1);
  });
});

describe('the event stream of an emulated server', () => {
  let emulator: Emulator;
  let ear: Ear;

  beforeAll(async () => {
    emulator = await startEmulator({ movies: 20, shows: 2, artists: 1, plays: 10 });
    const [{ uri, token }] = emulator.servers;
    ear = new Ear(createServerClient(uri, { token }));
    await until(() => ear.opened === 1);
  });
  afterAll(async () => {
    await ear?.client.close();
    await emulator?.stop();
  });

  it('tells what is added, changed, deleted and played', async () => {
    const { ratingKey } = (await emulator.call('items/add', { type: 'movie', title: 'New' })) as { ratingKey: string };
    await until(() => ear.keys.includes(ratingKey));
    await emulator.call('sessions/start', { account: 'ben', ratingKey });
    await until(() => ear.events.some(({ kind }) => kind === 'playing'));
    await emulator.call('items/delete', { ratingKey });
    await until(() => ear.events.some((event) => event.kind === 'timeline' && event.state === 9));
    expect(ear.stream.malformed).toBe(0);
  });
});

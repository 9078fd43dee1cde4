import { Writable } from 'node:stream';
import { LogRing } from './log-ring';
import { createRootLogger } from './root-logger';

const SECRET = 'S3cr3t-Value_9f8e7d6c5b4a';
const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
const texts = (ring: LogRing): string[] => [...ring.newest()].map(({ text }) => text);

it('remembers what a logger writes, redacted, newest first', () => {
  const ring = new LogRing();
  const written: string[] = [];
  const log = createRootLogger({ level: 'info', pretty: false }, { write: (line) => void written.push(line) }, ring);
  log.info({ headers: { authorization: `Bearer ${SECRET}` } }, 'First');
  log.warn('Second');
  log.debug('Never');
  expect(texts(ring)).toEqual([...written].reverse());
  expect(texts(ring)).toHaveLength(2);
  expect(texts(ring).join()).not.toContain(SECRET);
});

it('remembers JSON also where people read something prettier', () => {
  const ring = new LogRing();
  createRootLogger({ level: 'info', pretty: true }, nowhere, ring).info({ count: 3 }, 'Shown');
  expect(JSON.parse(texts(ring)[0])).toMatchObject({ msg: 'Shown', count: 3, level: 'info' });
});

it('keeps the last five thousand lines, and no more than four million characters', () => {
  const ring = new LogRing();
  for (let i = 0; i < 12_000; i++) ring.push(`{"msg":"${i}"}`);
  const lines = [...ring.newest()];
  expect(lines.length).toBeLessThanOrEqual(5_000);
  expect(lines.length).toBeGreaterThan(4_990);
  expect(lines[0]).toEqual({ sequence: 11_999, text: '{"msg":"11999"}' });
  expect(ring.oldestLine()!.message).toBe(String(lines.at(-1)!.sequence));
  for (let i = 0; i < 600; i++) ring.push('x'.repeat(16_000));
  expect(texts(ring).join('').length).toBeLessThanOrEqual(4 * 1024 * 1024);
});

it('keeps only the head of a line that is too long', () => {
  const ring = new LogRing();
  const log = createRootLogger({ level: 'info', pretty: false }, nowhere, ring);
  log.error({ body: 'y'.repeat(100_000), requestId: 'request-1' }, 'Much');
  expect(JSON.parse(texts(ring)[0])).toEqual({
    level: 'error',
    time: expect.any(String),
    requestId: 'request-1',
    cut: true,
    msg: 'Much',
  });
});

it('takes what is no JSON for a message', () => {
  const ring = new LogRing();
  ring.push('plain\n');
  ring.push('null');
  expect(ring.oldestLine()).toMatchObject({ message: 'plain', level: 'info', at: null });
});

it('tells listeners until they stop', () => {
  const ring = new LogRing();
  const heard: number[] = [];
  const stop = ring.listen((sequence) => heard.push(sequence));
  ring.push('a');
  stop();
  ring.push('b');
  expect(heard).toEqual([0]);
});

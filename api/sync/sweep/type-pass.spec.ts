import { setTimeout as sleep } from 'node:timers/promises';
import type { PlexItem } from '../../plex';
import { IncompleteSweepError, WorkStopped } from './sweep.errors';
import { TypePass, type PassPage, type PassStart } from './type-pass';

interface TestPage extends PassPage {
  items: PlexItem[];
}

const item = (index: number) => ({ ratingKey: String(index) }) as PlexItem;
const fresh: PassStart = { offset: 0, unusable: 0, startTotal: null, expected: 0 };

/** A listing in memory that answers like a media server. */
class Listing {
  asked: { start: number; size: number }[] = [];
  inFlight = 0;
  mostInFlight = 0;

  constructor(
    public total: number,
    private readonly answer: (start: number, size: number) => Partial<TestPage> | Error = () => ({}),
  ) {}

  async read(start: number, size: number): Promise<TestPage> {
    this.asked.push({ start, size });
    this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight);
    await sleep(1);
    this.inFlight--;
    const items = Array.from({ length: Math.max(0, Math.min(size, this.total - start)) }, (_, i) => item(start + i));
    const answer = this.answer(start, size);
    if (answer instanceof Error) throw answer;
    const page = { items, rowCount: (answer.items ?? items).length, totalSize: this.total, ...answer };
    return { ...page, unusable: page.rowCount - page.items.length };
  }
}

function sweep(listing: Listing, start: Partial<PassStart> = {}, stop = new AbortController().signal, writeMs = 0) {
  const seen: string[] = [];
  const offsets: number[] = [];
  let inFlight = 0;
  let mostWrites = 0;
  const pass = new TypePass(
    {
      type: 'movie',
      pageSize: 500,
      read: (from, size) => listing.read(from, size),
      write: async ({ items }) => {
        mostWrites = Math.max(mostWrites, ++inFlight);
        await sleep(writeMs);
        inFlight--;
        seen.push(...items.map(({ ratingKey }) => ratingKey));
      },
      advanced: ({ offset }) => offsets.push(offset),
    },
    { ...fresh, ...start },
    stop,
  );
  return { seen, offsets, done: pass.run(), most: () => mostWrites };
}

const numbers = (keys: string[]) => keys.map(Number).sort((a, b) => a - b);

describe('TypePass', () => {
  it('reads every row once with four requests and two writes at a time', async () => {
    const listing = new Listing(12_345);
    const { seen, done, most } = sweep(listing, { expected: 12_345 }, undefined, 3);
    await expect(done).resolves.toEqual({ moved: false, total: 12_345 });
    expect(numbers(seen)).toEqual(Array.from({ length: 12_345 }, (_, i) => i));
    expect(listing.mostInFlight).toBe(4);
    expect(most()).toBe(2);
  });

  it('never holds more than six pages that are not written yet', async () => {
    const listing = new Listing(20_000);
    let written = 0;
    let most = 0;
    const pass = new TypePass(
      {
        type: 'movie',
        pageSize: 500,
        read: (from, size) => listing.read(from, size),
        write: async () => {
          most = Math.max(most, listing.asked.length - written);
          await sleep(5);
          written++;
        },
        advanced: () => undefined,
      },
      { ...fresh, expected: 20_000 },
      new AbortController().signal,
    );
    await pass.run();
    expect(most).toBeLessThanOrEqual(6);
  });

  it('advances by rows received when the server answers fewer than asked', async () => {
    const listing = new Listing(4_321, (start, size) => {
      const count = Math.min(137, size, 4_321 - start);
      return { items: Array.from({ length: count }, (_, i) => item(start + i)), rowCount: count };
    });
    const { seen, done } = sweep(listing, { expected: 4_321 });
    await done;
    expect(numbers(seen)).toEqual(Array.from({ length: 4_321 }, (_, i) => i));
  });

  it('asks for little more than what could be read last, and for more again when that goes well', async () => {
    const broken = (start: number, size: number) => start < 40 && size > 20;
    const listing = new Listing(500, (start, size) =>
      broken(start, size) ? { items: [item(start)], totalSize: 500 } : {},
    );
    const { seen, done } = sweep(listing);
    await done;
    expect(numbers(seen)).toEqual(Array.from({ length: 500 }, (_, i) => i));
    expect(listing.asked.map(({ size }) => size)).toEqual([500, 2, 4, 8, 16, 32, 2, 4, 8, 16, 32, 64, 128, 214]);
  });

  it('calls an empty page before the total an error, and stops asking', async () => {
    const listing = new Listing(50_000, (start) => (start >= 3000 ? { items: [], rowCount: 0 } : {}));
    await expect(sweep(listing, { expected: 50_000 }).done).rejects.toBeInstanceOf(IncompleteSweepError);
    expect(listing.asked.length).toBeLessThan(12);
  });

  it('says that the listing moved when the total changes on the way', async () => {
    const listing: Listing = new Listing(8_000, (start) => {
      if (start === 3000) listing.total = 8_001;
      return {};
    });
    await expect(sweep(listing, { expected: 8_000 }).done).resolves.toEqual({ moved: true, total: 8_001 });
  });

  it('compares the total with that of the page with which an interrupted pass began', async () => {
    const { seen, done } = sweep(new Listing(3_000), { offset: 2_000, startTotal: 2_999 });
    await expect(done).resolves.toEqual({ moved: true, total: 3_000 });
    expect(numbers(seen)[0]).toBe(2_000);
  });

  it('looks at least once although no rows were expected', async () => {
    const { seen, done } = sweep(new Listing(5));
    await expect(done).resolves.toEqual({ moved: false, total: 5 });
    expect(seen).toHaveLength(5);
  });

  it('counts a range as done only after its pages are written', async () => {
    const listing = new Listing(3_000);
    const written: number[] = [];
    const order: string[] = [];
    const pass = new TypePass(
      {
        type: 'movie',
        pageSize: 500,
        read: (from, size) => listing.read(from, size),
        write: async ({ items }) => {
          const first = Number(items[0].ratingKey);
          await sleep(first === 0 ? 30 : 1);
          written.push(first);
          order.push(`write ${first}`);
        },
        advanced: ({ offset }) => order.push(`offset ${offset}`),
      },
      { ...fresh, expected: 3_000 },
      new AbortController().signal,
    );
    await pass.run();
    const before = order.slice(0, order.indexOf('write 0')).filter((entry) => entry.startsWith('offset'));
    expect(new Set(before)).toEqual(new Set(['offset 0']));
    expect(order.at(-1)).toBe('offset 3000');
  });

  it('throws what the write failed with, once the other writes have ended', async () => {
    const listing = new Listing(10_000);
    const failure = new Error('disk full');
    let writing = 0;
    const pass = new TypePass(
      {
        type: 'movie',
        pageSize: 500,
        read: (from, size) => listing.read(from, size),
        write: async ({ items }) => {
          writing++;
          await sleep(items[0].ratingKey === '2000' ? 1 : 20);
          writing--;
          if (items[0].ratingKey === '2000') throw failure;
        },
        advanced: () => undefined,
      },
      { ...fresh, expected: 10_000 },
      new AbortController().signal,
    );
    await expect(pass.run()).rejects.toBe(failure);
    expect(writing).toBe(0);
  });

  it('stops when told to, without further reads or writes', async () => {
    const stop = new AbortController();
    const listing: Listing = new Listing(100_000, (start) => {
      if (start === 5000) stop.abort();
      return {};
    });
    const { done, seen } = sweep(listing, { expected: 100_000 }, stop.signal);
    await expect(done).rejects.toBeInstanceOf(WorkStopped);
    const asked = listing.asked.length;
    const written = seen.length;
    await sleep(30);
    expect([listing.asked.length, seen.length]).toEqual([asked, written]);
    expect(asked).toBeLessThan(14);
  });
});

import { Observable, Subject, of, throwError } from 'rxjs';
import { Problem } from '../../api/problem';
import type { Anchor, ItemCard, Page } from '../../api/types';
import { ItemListing, type ListingSource } from './item-listing';

/** A library of `total` rows whose cursors are positions; requests can be held back and are written down. */
class Shelf implements ListingSource {
  readonly asked: number[] = [];
  readonly aborted: number[] = [];
  readonly gates = new Map<number, Subject<void>>();
  counted: number;
  failAt: number | null = null;

  constructor(
    private readonly total: number,
    private readonly hold: 'none' | 'pages' = 'none',
  ) {
    this.counted = total;
  }

  page(cursor: string | undefined): Observable<Page<ItemCard>> {
    const start = Number(cursor ?? 0);
    const answer = this.answer(start);
    return new Observable((subscriber) => {
      this.asked.push(start);
      if (this.failAt === start)
        return subscriber.error(new Problem({ status: 502, code: 'x', title: '', detail: '', requestId: null }));
      const deliver = () => {
        subscriber.next(answer);
        subscriber.complete();
      };
      if (this.hold === 'none') return deliver();
      const gate = new Subject<void>();
      this.gates.set(start, gate);
      let done = false;
      gate.subscribe(() => {
        done = true;
        deliver();
      });
      return () => void (done || this.aborted.push(start));
    });
  }

  count() {
    return of({ count: this.counted });
  }

  anchors(every: number): Observable<{ items: Anchor[] }> {
    const items = [];
    for (let index = every; index < this.total; index += every) items.push({ index, cursor: String(index) });
    return of({ items });
  }

  private answer(start: number): Page<ItemCard> {
    const end = Math.min(start + 100, this.total);
    const items = Array.from({ length: Math.max(0, end - start) }, (_, i) => ({ id: String(start + i) }) as ItemCard);
    return { items, nextCursor: end < this.total ? String(end) : null };
  }
}

test('opening reads one page and the count, however long the listing is', () => {
  const shelf = new Shelf(100_000);
  const listing = new ItemListing(shelf);
  expect(shelf.asked).toEqual([0]);
  expect(listing.total()).toBe(100_000);
  expect(listing.item(99)?.id).toBe('99');
  expect(listing.item(100)).toBeUndefined();
});

test('a jump to the middle reads only from the nearest anchor on', () => {
  const shelf = new Shelf(100_000);
  const listing = new ItemListing(shelf);
  listing.want(50_250, 50_310);
  expect(shelf.asked).toEqual([0, 50_000, 50_100, 50_200, 50_300]);
  expect(listing.item(50_305)?.id).toBe('50305');
});

test('the request of a window that was skipped is dropped', () => {
  const shelf = new Shelf(100_000, 'pages');
  const listing = new ItemListing(shelf);
  listing.want(20_000, 20_050);
  expect(shelf.aborted).toEqual([0]);
  listing.want(70_000, 70_050);
  expect(shelf.aborted).toEqual([0, 20_000]);
  expect(shelf.asked).toEqual([0, 20_000, 70_000]);
  shelf.gates.get(70_000)!.next();
  expect(listing.item(70_010)?.id).toBe('70010');
});

test('rows in the trash are listed although they are not counted', () => {
  const shelf = new Shelf(250);
  shelf.counted = 200;
  const listing = new ItemListing(shelf);
  listing.want(100, 200);
  expect(listing.total()).toBe(201);
  listing.want(150, 201);
  expect(listing.total()).toBe(250);
  expect(listing.count()).toBe(200);
});

test('an empty listing says so', () => {
  expect(new ItemListing(new Shelf(0)).total()).toBe(0);
});

test('a failed page keeps the rows that are here, and goes on after a retry', () => {
  const shelf = new Shelf(300);
  const listing = new ItemListing(shelf);
  shelf.failAt = 100;
  listing.want(0, 150);
  expect(listing.problem()?.code).toBe('x');
  expect(listing.item(50)?.id).toBe('50');
  shelf.failAt = null;
  listing.retry();
  expect(listing.problem()).toBeNull();
  expect(listing.item(150)?.id).toBe('150');
});

test('memory stays bounded while a long listing is read from end to end', () => {
  const shelf = new Shelf(30_000);
  const listing = new ItemListing(shelf);
  for (let at = 0; at < 30_000; at += 100) listing.want(at, at + 100);
  expect(listing.item(29_950)?.id).toBe('29950');
  expect(listing.item(0)).toBeUndefined();
  listing.want(0, 100);
  expect(listing.item(0)?.id).toBe('0');
});

test('a source that cannot count tells its problem', () => {
  const shelf = new Shelf(10);
  shelf.count = () =>
    throwError(() => new Problem({ status: 503, code: 'database-unavailable', title: '', detail: '', requestId: 'r' }));
  expect(new ItemListing(shelf).problem()?.code).toBe('database-unavailable');
});

test('a retry counts again, and tells when that fails again', () => {
  const shelf = new Shelf(250);
  const answers = [fault(), fault(), of({ count: 250 })];
  shelf.count = () => answers.shift() ?? of({ count: 250 });
  const listing = new ItemListing(shelf);
  expect(listing.problem()?.status).toBe(503);
  listing.retry();
  expect(listing.problem()?.status).toBe(503);
  listing.retry();
  expect(listing.problem()).toBeNull();
  expect(listing.count()).toBe(250);
});

function fault(): Observable<{ count: number }> {
  return throwError(() => new Problem({ status: 503, code: 'x', title: '', detail: '', requestId: null }));
}

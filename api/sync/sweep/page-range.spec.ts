import { RangeLedger } from './page-range';

describe('RangeLedger', () => {
  it('hands out ranges in order until the total', () => {
    const ledger = new RangeLedger(1000);
    expect([ledger.take(2500), ledger.take(2500), ledger.take(2500), ledger.take(2500)]).toEqual([
      { start: 0, end: 1000 },
      { start: 1000, end: 2000 },
      { start: 2000, end: 3000 },
      null,
    ]);
  });

  it('counts only what is done without a gap, in whatever order ranges finish', () => {
    const ledger = new RangeLedger(10);
    const [first, second, third] = [ledger.take(30)!, ledger.take(30)!, ledger.take(30)!];
    ledger.complete(third, 1);
    ledger.complete(second, 2);
    expect([ledger.offset, ledger.unusable]).toEqual([0, 0]);
    ledger.complete(first, 4);
    expect([ledger.offset, ledger.unusable]).toEqual([30, 7]);
  });

  it('goes on where an interrupted pass stood', () => {
    const ledger = new RangeLedger(10, { offset: 20, unusable: 3 });
    const range = ledger.take(25)!;
    expect(range).toEqual({ start: 20, end: 30 });
    ledger.complete(range, 1);
    expect([ledger.offset, ledger.unusable, ledger.take(25)]).toEqual([30, 4, null]);
  });
});

import type { Ranked } from './diversity';

/** The `size` best of what is offered; a heap whose root is the worst of them. */
export class Best<Each extends Ranked> {
  private readonly heap: Each[] = [];

  constructor(private readonly size: number) {}

  offer(each: Each): void {
    if (this.heap.length < this.size) {
      this.heap.push(each);
      this.up(this.heap.length - 1);
    } else if (before(this.heap[0], each)) {
      this.heap[0] = each;
      this.down(0);
    }
  }

  /** Whether something of this score would be taken in. */
  takes(score: number): boolean {
    return this.heap.length < this.size || score >= this.heap[0].score;
  }

  sorted(): Each[] {
    return [...this.heap].sort((a, b) => (before(a, b) ? 1 : -1));
  }

  private up(at: number): void {
    const parent = (at - 1) >> 1;
    if (at === 0 || before(this.heap[parent], this.heap[at])) return;
    this.swap(at, parent);
    this.up(parent);
  }

  private down(at: number): void {
    let worst = at;
    for (const child of [2 * at + 1, 2 * at + 2])
      if (child < this.heap.length && before(this.heap[child], this.heap[worst])) worst = child;
    if (worst === at) return;
    this.swap(at, worst);
    this.down(worst);
  }

  private swap(a: number, b: number): void {
    [this.heap[a], this.heap[b]] = [this.heap[b], this.heap[a]];
  }
}

/** Worse, or as good and further behind in the index. */
function before(a: Ranked, b: Ranked): boolean {
  return a.score < b.score || (a.score === b.score && a.row > b.row);
}

// Draws that follow from a seed, each request or reply with one of its own: any of them can be made again alone.
import { randomFrom } from '../faults/random.mjs';

export class Draws {
  constructor(seed, index) {
    this.next = randomFrom(Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35));
    this.next();
  }

  /** Whole numbers from 0 to below `end`. */
  below = (end) => Math.floor(this.next() * end);
  chance = (share) => this.next() < share;
  /** One of these. */
  of = (values) => values[this.below(values.length)];
  /** One of these functions, called. */
  call = (makers) => this.of(makers)();
  /** So many of what `make` makes, one at least. */
  some = (most, make) => Array.from({ length: 1 + this.below(most) }, make);
}

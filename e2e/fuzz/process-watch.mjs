// The product's process from outside: is it there, how much memory has it, what did it write.
import { readdirSync, readFileSync } from 'node:fs';
import { isUp } from '../support/stack/child.mjs';

/** More than a cache that fills and a heap that breathes. */
const GROWTH_MB = 250;
const ERROR = 50;
/** What other programs failed at, or nobody set up, and the line that each request has. */
const OF_OTHERS = /"code":"(plex|ai)-[\w-]+","msg":"Request failed"|"msg":"Request completed"/;

export class Process {
  samples = [];

  constructor(product) {
    this.product = product;
    this.pid = product.pid;
  }

  async sample() {
    this.samples.push(residentMb(this.pid));
  }

  memory() {
    return `${this.samples[0] ?? '?'} MB, at most ${Math.max(0, ...this.samples)} MB, ${this.samples.at(-1) ?? '?'} MB at the end`;
  }

  /** How long its threads waited, until now, for a processor that others had. Of Linux; elsewhere nothing is known. */
  waitedMs() {
    try {
      const tasks = readdirSync(`/proc/${this.pid}/task`);
      const waits = tasks.map((task) =>
        Number(readFileSync(`/proc/${this.pid}/task/${task}/schedstat`, 'utf8').split(' ')[1]),
      );
      return waits.reduce((sum, wait) => sum + wait, 0) / 1e6;
    } catch {
      return 0;
    }
  }

  async check() {
    this.samples.push(residentMb(this.pid));
    if (this.product.child.pid !== this.pid) throw new Error('the process is another one');
    if (!(await isUp(`${this.product.url}/health/ready`))) throw new Error('the product is not ready');
    const [first, last] = [this.samples[0], this.samples.at(-1)];
    if (last - first > GROWTH_MB) throw new Error(`the memory grew: ${this.memory()}`);
  }

  checkLog(leaks) {
    const lines = this.product.log().split('\n');
    const leaking = lines.find((line) => leaks.secretIn(line) !== null);
    if (leaking) throw new Error(`${leaks.secretIn(leaking)} in the log: ${leaking.slice(0, 400)}`);
    const errors = lines.filter((line) => /^{/.test(line) && levelOf(line) >= ERROR && !OF_OTHERS.test(line));
    if (errors.length > 0)
      throw new Error(`${errors.length} errors in the log, the first: ${errors[0].slice(0, 1500)}`);
    const bare = lines.find((line) => line !== '' && !/^{/.test(line) && /error|warning|unhandled|\bat \//i.test(line));
    if (bare) throw new Error(`a line beside the log: ${bare.slice(0, 400)}`);
  }
}

const levelOf = (line) => {
  const level = /"level":"?(\w+)"?/.exec(line)?.[1];
  return { error: ERROR, fatal: 60 }[level] ?? (Number(level) || 0);
};

/** Of Linux; elsewhere nothing is known. */
function residentMb(pid) {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024);
  } catch {
    return NaN;
  }
}

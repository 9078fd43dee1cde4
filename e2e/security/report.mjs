// Counts what held and what did not, and says so at once.
export class Report {
  passed = 0;
  skipped = 0;
  failures = [];

  hold() {
    this.passed++;
  }

  fail(what) {
    this.failures.push(what);
    console.log(`  FAILED ${what}`);
  }

  /** One attack, named as docs/security.md names it. */
  async attack(title, attempt) {
    const startedAt = Date.now();
    try {
      await attempt();
      this.hold();
      console.log(`  held: ${title} (${Date.now() - startedAt} ms)`);
    } catch (error) {
      this.fail(`${title}: ${error.message}`);
    }
  }

  /** The line that e2e/run-suites.mjs reads. */
  close() {
    console.log(`\n${this.passed} passed, ${this.failures.length} failed, ${this.skipped} skipped`);
    return this.failures.length === 0;
  }
}

/** Rows as a table; the first one is the head. */
export function printTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  const line = (cells) => `| ${cells.map((cell, column) => String(cell).padEnd(widths[column])).join(' | ')} |`;
  const [head, ...rest] = rows;
  console.log(['', line(head), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line), ''].join('\n'));
}

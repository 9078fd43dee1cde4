const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** What was killed, how often, and how it healed. */
export function printTable(results) {
  const head = ['killed', 'moments', 'healed', 'mean time to heal', 'longest', 'reads refused', 'verdict'];
  const rows = results.map(({ target, moments, healedMs, reads, problems }) => [
    target,
    String(moments),
    String(healedMs.length),
    seconds(mean(healedMs)),
    seconds(Math.max(0, ...healedMs)),
    `${reads.refused} of ${reads.asked}`,
    problems.length === 0 ? 'healed every time' : 'FAILED',
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  console.log(['', line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n'));
}

// What no answer and no line of the log may hold.

/** In answers; the log may say where in the code something happened. */
const TRACES = {
  'a stack': /\n\s+at |\\n\s+at |node:internal|\bat [\w.<>]+ \((?:file|\/)/,
  'a path of ours': /node_modules|dist\/server|\/etc\/passwd:|root:x:0/,
  SQL: /QueryFailed|syntax error at or near|violates [\w-]+ constraint|\bpg_\w+|SELECT .{1,200} FROM |invalid input syntax|TypeORM/i,
  'a name of JavaScript': /Cannot read propert|is not a function|is not iterable|Unexpected token .{0,20} in JSON/,
};

export class Leaks {
  /** @param {Record<string, string>} secrets by what they are */
  constructor(secrets) {
    this.secrets = Object.entries(secrets).filter(([, value]) => value);
  }

  /** What this answer tells that it must not; null when nothing. */
  inAnswer(text) {
    const trace = Object.entries(TRACES).find(([, pattern]) => pattern.test(text));
    return trace?.[0] ?? this.secretIn(text);
  }

  secretIn(text) {
    return this.secrets.find(([, value]) => text.includes(value))?.[0] ?? null;
  }
}

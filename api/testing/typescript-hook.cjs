// `node -r` this to run our sources as a process of its own, without a build.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

/** What was compiled before, by a hash of the source: suites start some hundred processes. */
const cache = join(__dirname, '../../node_modules/.cache/smartplex-typescript');
mkdirSync(cache, { recursive: true });

const options = {
  swcrc: false,
  sourceMaps: 'inline',
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2022',
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
};
const version = JSON.stringify([options, require('@swc/core/package.json').version]);

function compile(source, filename) {
  const { code } = require('@swc/core').transformSync(source, { filename, ...options });
  return code;
}

require.extensions['.ts'] = (module, filename) => {
  const source = readFileSync(filename, 'utf8');
  const file = join(cache, createHash('sha1').update(version).update(filename).update(source).digest('hex'));
  let code;
  try {
    code = readFileSync(file, 'utf8');
  } catch {
    code = compile(source, filename);
    // Of two processes that compile the same file neither reads half of what the other writes.
    writeFileSync(`${file}.${process.pid}`, code);
    renameSync(`${file}.${process.pid}`, file);
  }
  module._compile(code, filename);
};

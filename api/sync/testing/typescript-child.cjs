// Lets a plain Node process run our TypeScript, compiled as jest compiles it: for specs that kill one.
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    sourceMaps: 'inline',
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      target: 'es2022',
      keepClassNames: true,
    },
    module: { type: 'commonjs' },
  });
  module._compile(code, filename);
};

const [databaseUrl, dataDir] = process.argv.slice(2);
require('./sync-harness.ts')
  .SyncHarness.start(databaseUrl, dataDir)
  .then(() => process.stdout.write('ready\n'));

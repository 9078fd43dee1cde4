#!/usr/bin/env node
// `npm start`: builds what is stale, then becomes the product; with --build it ends there, and with `--run backup` and
// the like it becomes that command. Plain Node, so that it runs before any build.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const PARTS = [
  {
    name: 'server',
    sources: ['api', 'migrations', 'nest-cli.json', 'tsconfig.json', 'package-lock.json'],
    result: 'dist/server/api/main.js',
    build: [['node_modules/.bin/nest', 'build']],
  },
  {
    name: 'web',
    sources: ['web', 'angular.json', 'tsconfig.json', 'package-lock.json'],
    result: 'dist/web/browser/index.html',
    build: [
      [process.execPath, 'web/build-catalogues.mjs'],
      ['node_modules/.bin/ng', 'build'],
      [process.execPath, 'web/build-service-worker.mjs'],
      [process.execPath, 'web/compress.mjs'],
    ],
  },
];

/** As sysexits.h: what starting again does not mend. */
const EXIT_BAD_CONFIGURATION = 78;

function fail(message, code = 1) {
  console.error(`SmartPlex cannot start: ${message}`);
  process.exit(code);
}

/** A service's user may mostly not write where the sources are. */
function writing(name, work) {
  try {
    work();
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
    fail(
      `the ${name} part has to be built anew, for its sources or the version of Node changed, and this user may not write ` +
        `into ${join(root, 'dist')}; run \`npm ci && npm run build\` there as the owner of these files`,
      EXIT_BAD_CONFIGURATION,
    );
  }
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
  if (!supported) fail(`Node ${process.versions.node} is too old or odd; use 20.19 or newer, 22.12 or newer, or 24`);
}

/** Names, sizes and contents of what a part is built from: times lie after a clone or a checkout. */
function fingerprint(sources) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  for (const source of sources) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    const files = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
      : [path];
    for (const file of files) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function buildIfStale({ name, sources, result, build }) {
  const stamp = join(root, 'dist', `.${name}-fingerprint`);
  const current = fingerprint(sources);
  const built = existsSync(stamp) && existsSync(join(root, result)) ? readFileSync(stamp, 'utf8') : '';
  if (built === current) return;
  if (!build.every(([command]) => existsSync(resolve(root, command)))) {
    // An image without the tools to build is fine as long as it holds what they built.
    if (existsSync(join(root, result))) return;
    fail('the dependencies are not installed; run `npm ci` first');
  }
  // What a killed build leaves behind must not pass for what the stamp describes.
  writing(name, () => {
    mkdirSync(dirname(stamp), { recursive: true });
    accessSync(dirname(stamp), constants.W_OK);
    rmSync(stamp, { force: true });
  });
  console.log(`Building the ${name} part (only when its sources changed) ...`);
  // A page of forty small files pays for forty heads: the optimizer puts together what is always fetched together.
  const env = { ...process.env, NG_CLI_ANALYTICS: 'false', NG_BUILD_OPTIMIZE_CHUNKS: '1' };
  for (const [command, ...args] of build) {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', env });
    if (status !== 0) fail(`the ${name} part does not build:\n${stdout}${stderr}`);
  }
  writeFileSync(stamp, current);
}

/**
 * npm hands SIGTERM to the shell between us, and not every shell passes it on or waits: whoever ends
 * `npm start` must not leave a server and its database running.
 */
function endWithNpm() {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 200);
  watch.unref();
  // Whoever was told to end already must not take npm's going for a second demand.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => clearInterval(watch));
}

/** A command runs beside a product that runs: what that one was started from is not built anew under it. */
function becomeCommand(name) {
  const file = join(root, `dist/server/api/${name}.js`);
  if (name === 'restore' || !existsSync(file)) buildIfStale(PARTS[0]);
  process.argv.splice(2, 2);
  createRequire(import.meta.url)(file);
}

checkNode();
const isCommand = process.argv[2] === '--run';
if (isCommand) becomeCommand(process.argv[3]);
else PARTS.forEach(buildIfStale);
if (!isCommand && !process.argv.includes('--build')) {
  endWithNpm();
  createRequire(import.meta.url)(join(root, PARTS[0].result));
}

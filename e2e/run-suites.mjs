#!/usr/bin/env node
// Every suite, each in a process of its own; closes with what failed and the sum
// `N passed, N failed, N skipped`. With names, those suites only.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { freePort } from './support/stack/child.mjs';
import { ensureSystemPackages } from './support/system-packages.mjs';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
const scratch = mkdtempSync(join(tmpdir(), 'smartplex-suites-'));
const only = process.argv.slice(2);
const totals = { passed: 0, failed: 0, skipped: 0 };
/** The tests that failed, told once more at the end: between two thousand others nobody finds them. */
const failures = [];
const times = [];

async function run(command, args, env = {}) {
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  const [status] = await once(child, 'exit');
  return status ?? 1;
}

/** Its output comes whole, once it ended: nothing gets in between where suites run beside each other. */
async function runCaptured(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  process.stdout.write(stdout + stderr);
  return { status: status ?? 1, stdout };
}

function noteFailures(stdout) {
  failures.push(...(stdout.match(/^\s*(?:not ok|fail(?:ed)?|FAIL(?:ED)?)\b.*/gm) ?? []));
}

/** A check that either holds or does not: one test. */
const check = (command, args) => async () => {
  const { status } = await runCaptured(command, args);
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
};

const jest =
  (...projects) =>
  async () => {
    const outputFile = join(scratch, `jest-${projects.join('-')}.json`);
    const args = [
      'jest',
      '--selectProjects',
      ...projects,
      '--maxWorkers',
      '2',
      '--json',
      `--outputFile=${outputFile}`,
      '--silent',
    ];
    const status = await run('npx', args);
    if (!existsSync(outputFile)) return { passed: 0, failed: 1, skipped: 0 };
    const result = JSON.parse(readFileSync(outputFile, 'utf8'));
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    for (const { name, message, assertionResults } of result.testResults.filter(({ status }) => status === 'failed')) {
      const tests = assertionResults
        .filter(({ status }) => status === 'failed')
        .map(({ fullName, failureMessages }) => `${fullName}: ${inOneLine(failureMessages[0])}`);
      failures.push(...(tests.length > 0 ? tests : [message]).map((text) => `${relative('.', name)}: ${text}`));
    }
    return { passed: result.numPassedTests, failed: failed || (status === 0 ? 0 : 1), skipped: result.numPendingTests };
  };

const nodeTest =
  (...files) =>
  async () => {
    const { status, stdout } = await runCaptured('node', ['--test', '--test-reporter', 'tap', ...files]);
    noteFailures(stdout);
    const count = (word) => Number(new RegExp(`^# ${word} (\\d+)`, 'm').exec(stdout)?.[1] ?? 0);
    return { passed: count('pass'), failed: count('fail') || (status === 0 ? 0 : 1), skipped: count('skipped') };
  };

/** A program of ours that closes with `N passed, N failed, N skipped`. */
const summed =
  (...args) =>
  async () => {
    const { status, stdout } = await runCaptured('node', args);
    noteFailures(stdout);
    const [, passed, failed, skipped] = /^(\d+) passed, (\d+) failed, (\d+) skipped$/m.exec(stdout) ?? [0, 0, 0, 0];
    return { passed: +passed, failed: +failed || (status === 0 ? 0 : 1), skipped: +skipped };
  };

/** Of Playwright's report, in which suites hold suites. */
function failedSpecs(suites = []) {
  return suites.flatMap(({ suites: inner, specs }) => [
    ...specs
      .filter(({ ok }) => !ok)
      .map(({ file, line, title, tests }) => {
        const error = tests.flatMap(({ results }) => results).find((result) => result.error)?.error;
        return `${file}:${line}: ${title}: ${inOneLine(error?.message)}`;
      }),
    ...failedSpecs(inner),
  ]);
}

/** Why a test failed, for a list in which each failure has its line. */
const inOneLine = (message = '') => stripVTControlCharacters(message).replace(/\s+/g, ' ').slice(0, 300);

/** A browser waits as much as it works: two parts of the suite go beside each other, each with a product of its own. */
const playwright = async () => {
  const shards = ['1/4', '2/4', '3/4', '4/4'];
  const parts = [];
  const lane = async () => {
    for (let shard = shards.shift(); shard; shard = shards.shift()) parts.push(await playwrightPart(shard));
  };
  await Promise.all([lane(), lane()]);
  return parts.reduce((sum, part) => ({
    passed: sum.passed + part.passed,
    failed: sum.failed + part.failed,
    skipped: sum.skipped + part.skipped,
  }));
};

async function playwrightPart(shard) {
  const outputFile = join(scratch, `playwright-${shard[0]}.json`);
  const args = ['playwright', 'test', '-c', 'e2e/web/playwright.config.ts', '--shard', shard];
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: outputFile, BROWSER_SUITE_PORT: String(await freePort()) };
  const status = await run('npx', args, env);
  if (!existsSync(outputFile)) return { passed: 0, failed: 1, skipped: 0 };
  const { stats, suites: files } = JSON.parse(readFileSync(outputFile, 'utf8'));
  failures.push(...failedSpecs(files));
  const failed = stats.unexpected + stats.flaky;
  return { passed: stats.expected, failed: failed || (status === 0 ? 0 : 1), skipped: stats.skipped };
}

/** Every suite by its name, in the order in which they run. */
const suites = {
  build: check('npm', ['run', '--silent', 'build']),
  lint: check('npm', ['run', '--silent', 'lint']),
  typecheck: check('npm', ['run', '--silent', 'typecheck']),
  'import-rules': nodeTest('e2e/lint/import-rules.test.mjs'),
  dependencies: check('npm', ['run', '--silent', 'lint:dependencies']),
  'settings-table': check('node', ['e2e/lint/settings-table.mjs', '--check']),
  'security-table': check('node', ['e2e/lint/security-table.mjs']),
  translations: check('node', ['e2e/lint/translations.mjs']),
  'api-drift': check('node', ['e2e/lint/api-drift.mjs']),
  'supply-chain': nodeTest('e2e/supply-chain/supply-chain.test.mjs', 'e2e/supply-chain/offline.test.mjs'),
  benchmarks: nodeTest('e2e/bench/rating-files.test.mjs'),
  emulator: jest('emulator'),
  api: jest('api', 'migrations'),
  web: jest('web'),
  browser: playwright,
  docker: nodeTest('e2e/docker/image.test.mjs', 'e2e/docker/kubernetes.test.mjs'),
  machines: nodeTest('e2e/machines/machines.test.mjs'),
  proxy: nodeTest('e2e/proxy/proxy.test.mjs'),
  telemetry: nodeTest('e2e/telemetry/alerts.test.mjs', 'e2e/telemetry/telemetry.test.mjs'),
  security: summed('e2e/security/security-tests.mjs', '--short'),
  faults: summed('e2e/faults/fault-tests.mjs'),
  // The same values each time: what others find is found by `npm run test:fuzz`.
  fuzz: summed('e2e/fuzz/fuzz-tests.mjs', '--short', '--seed', '11'),
  'ai-eval': summed('e2e/ai-eval/eval.mjs', '--scripted'),
};

/** What leaves a core free, and what goes through beside it. */
const BESIDE = {
  lint: [
    ...['typecheck', 'import-rules', 'dependencies', 'settings-table', 'security-table', 'translations'],
    ...['api-drift', 'supply-chain', 'benchmarks'],
  ],
  machines: ['docker', 'proxy', 'ai-eval'],
};

async function runSuite(name) {
  if (only.length > 0 && !only.includes(name)) return;
  const startedAt = Date.now();
  const result = await suites[name]();
  for (const key of Object.keys(totals)) totals[key] += result[key];
  if (result.failed > 0) failures.push(`the suite ${name}`);
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  times.push(`${name} ${seconds} s`);
  console.log(
    `\n[${name}] ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped in ${seconds} s\n`,
  );
}

async function inOrder(names) {
  for (const name of names) await runSuite(name);
}

ensureSystemPackages();
const others = Object.values(BESIDE).flat();
for (const name of Object.keys(suites).filter((each) => !others.includes(each)))
  await Promise.all([runSuite(name), inOrder(BESIDE[name] ?? [])]);
rmSync(scratch, { recursive: true, force: true });
console.log(times.join(', '));
for (const failure of failures) console.log(`failed: ${failure.trim().slice(0, 500)}`);
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed === 0 ? 0 : 1);

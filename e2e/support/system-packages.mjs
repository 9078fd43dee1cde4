// What the suites need beside Node: Chromium for the browser flows, redis-server for the queue, the proxies.
import { spawnSync } from 'node:child_process';

const NEEDED = [
  { command: 'chromium', debianPackage: 'chromium', skips: 'the browser suite' },
  { command: 'faketime', debianPackage: 'faketime', skips: 'jumps of the clock' },
  { command: 'redis-server', debianPackage: 'redis-server', skips: 'everything on Redis' },
  { command: 'nginx', debianPackage: 'nginx', skips: 'the proxy suite' },
  { command: 'caddy', debianPackage: 'caddy', skips: 'the proxy suite' },
  { command: 'ip', debianPackage: 'iproute2', skips: 'the test without any network' },
  { command: 'promtool', debianPackage: 'prometheus', skips: 'the test of the alerts' },
  { command: 'openssl', debianPackage: 'openssl', skips: 'the proxy suite, and a test of foreign certificates,' },
];

const found = (command) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;

/** Installs what is missing where the system's package manager may be used; otherwise says loudly what will not run. */
export function ensureSystemPackages(commands = NEEDED.map(({ command }) => command)) {
  const missing = NEEDED.filter(({ command }) => commands.includes(command) && !found(command));
  if (missing.length === 0) return;
  if (process.getuid?.() === 0 && found('apt-get')) {
    const packages = missing.map(({ debianPackage }) => debianPackage);
    console.log(`Installing ${packages.join(' and ')} with apt-get`);
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { stdio: 'inherit', env });
  }
  for (const { command, skips } of missing.filter(({ command }) => !found(command))) {
    console.error(`\n*** ${command} is missing and could not be installed: ${skips} will not run ***\n`);
    if (process.env.CI === 'true') process.exit(1);
  }
}

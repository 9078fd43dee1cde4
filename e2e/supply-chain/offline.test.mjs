// The built product where no network is: it works with Plex and the database alone, and asks for nobody else.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'smartplex-offline-'));
const NO_NAMESPACE =
  'this machine allows no network namespace, so nothing is known of what SmartPlex asks the network for. It takes ' +
  '`unshare` and `mount` (util-linux) and `ip` (iproute2), and root or user namespaces (kernel.unprivileged_userns_clone=1; ' +
  'user.max_user_namespaces above 0; kernel.apparmor_restrict_unprivileged_userns=0; in a container --cap-add SYS_ADMIN)';

function withoutNetwork(...command) {
  return spawnSync(join(here, 'no-way-out.sh'), [folder, ...command], {
    encoding: 'utf8',
    timeout: 300_000,
    killSignal: 'SIGTERM',
  });
}

after(() => rmSync(folder, { recursive: true, force: true }));

let told;

/** What the program told, which ran once. A hook that throws would hide its reason. */
function heard() {
  if (told) return told;
  const able = withoutNetwork('true');
  assert.equal(able.status, 0, `${NO_NAMESPACE}. It says: ${able.stderr || able.error}`);
  const { status, stdout, stderr } = withoutNetwork(process.execPath, join(here, 'use-offline.mjs'));
  assert.equal(status, 0, stderr);
  return (told = JSON.parse(stdout.trim().split('\n').at(-1)));
}

describe('without any network but loopback', () => {
  it('sign-in, a full sync, posters, the dashboard and the portal work', () => {
    const { movies, poster, server, page } = heard().seen;
    assert.equal(movies, 3);
    assert.deepEqual(poster, [200, 'image/webp']);
    assert.deepEqual(server, { status: 'online', itemCount: 64 });
    assert.ok(page);
  });

  it('no name is asked and no address tried but those of the settings', () => {
    assert.equal(heard().tried, 0);
  });

  it('it would be noticed if there were', () => {
    const counts = heard().tryOut;
    assert.ok(
      counts.every((count) => count > 0),
      `${counts}`,
    );
  });
});

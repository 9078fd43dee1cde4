import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NOBODY = 65_534;

describe('npm start', () => {
  it('says in one line that somebody else has to build what is stale', () => {
    const root = mkdtempSync(join(tmpdir(), 'smartplex-script-'));
    try {
      for (const folder of ['api', 'dist/server/api', 'node_modules/.bin'])
        mkdirSync(join(root, folder), { recursive: true });
      cpSync(join(__dirname, '../start.mjs'), join(root, 'api/start.mjs'));
      for (const name of ['nest', 'ng']) writeFileSync(join(root, 'node_modules/.bin', name), '');
      writeFileSync(join(root, 'dist/.server-fingerprint'), 'of another Node');
      writeFileSync(join(root, 'dist/server/api/main.js'), '');
      chmodSync(join(root, 'dist'), 0o555);
      chmodSync(root, 0o755);
      const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
      const ended = spawnSync(process.execPath, ['api/start.mjs'], { cwd: root, encoding: 'utf8', ...user });
      const lines = ended.stderr.trim().split('\n');
      expect(lines).toEqual([
        expect.stringMatching(/^SmartPlex cannot start: .*this user may not write.*npm run build/),
      ]);
      expect([ended.status, ended.stdout]).toEqual([78, '']);
      expect(existsSync(join(root, 'dist/.server-fingerprint'))).toBe(true);
    } finally {
      chmodSync(join(root, 'dist'), 0o755);
      rmSync(root, { recursive: true });
    }
  });
});

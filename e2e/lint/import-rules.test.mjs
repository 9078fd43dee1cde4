import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ESLint } from 'eslint';

/** A rule that reports nothing looks like clean code: each of these imports must be refused. */
const REFUSED = [
  ['api/common/canary.ts', "import { AppConfig } from '../infra/config';", 'boundaries/dependencies'],
  ['api/infra/canary.ts', "import { PlexError } from '../plex';", 'boundaries/dependencies'],
  ['api/plex/canary.ts', "import type { LibraryModule } from '../library';", 'boundaries/dependencies'],
  ['api/library/canary.ts', "export * from '../sync';", 'boundaries/dependencies'],
  ['api/library/canary.ts', "import { AuthModule } from '../auth';", 'boundaries/dependencies'],
  ['api/auth/canary.ts', "import { LibraryModule } from '../library';", 'boundaries/dependencies'],
  ['api/sync/canary.ts', "import { AuthModule } from '../auth';", 'boundaries/dependencies'],
  ['api/health/canary.ts', "const sync = () => import('../sync');", 'boundaries/dependencies'],
  [
    'api/sync/canary.ts',
    "import { PlexServerClient } from '../plex/server/plex-server.client';",
    'boundaries/dependencies',
  ],
  ['migrations/canary.ts', "import { AppConfig } from '../api/infra/config';", 'boundaries/dependencies'],
  ['web/src/app/ui/canary.ts', "import * as core from '../core/session/session-store';", 'boundaries/dependencies'],
  ['web/src/app/api/canary.ts', "import * as ui from '../ui/poster';", 'boundaries/dependencies'],
  [
    'web/src/app/features/login/canary.ts',
    "import * as other from '../library/library-page';",
    'boundaries/dependencies',
  ],
  ['web/src/app/core/canary.ts', "import { DomainError } from '../../../../api/common';", 'boundaries/dependencies'],
  ['api/library/item/canary.service.ts', "import { DataSource } from 'typeorm';", 'no-restricted-imports'],
  ['api/sync/canary.service.ts', "import Bull from 'bull';", 'no-restricted-imports'],
  ['api/sync/canary.service.ts', 'export const home = process.env.HOME;', 'no-restricted-syntax'],
  [
    'api/sync/canary.service.ts',
    "import { NotFoundException } from '@nestjs/common'; throw new NotFoundException();",
    'no-restricted-syntax',
  ],
  ['unknown-folder/canary.ts', 'export const lost = 1;', 'boundaries/no-unknown-files'],
];

const ALLOWED = [
  ['api/library/canary.ts', "import { PlexError } from '../plex';\nexport const fault = PlexError;"],
  ['api/sync/canary.ts', "import { LibraryModule } from '../library';\nexport const module = LibraryModule;"],
  [
    'web/src/app/features/login/canary.ts',
    "import * as core from '../../core/session/session-store';\nexport const store = core;",
  ],
];

const eslint = new ESLint();
const RULES = ['boundaries/', 'no-restricted-', 'import-x/'];

async function rulesBroken(filePath, code) {
  const [result] = await eslint.lintText(code, { filePath });
  return result.messages
    .map((message) => message.ruleId ?? message.message)
    .filter((id) => RULES.some((prefix) => id.startsWith(prefix)));
}

for (const [file, code, rule] of REFUSED) {
  test(`${file} may not hold: ${code}`, async () => {
    const broken = await rulesBroken(file, code);
    assert.ok(broken.includes(rule), `expected ${rule}, got ${broken.join(', ') || 'nothing'}`);
  });
}

for (const [file, code] of ALLOWED) {
  test(`${file} may hold: ${code.split('\n')[0]}`, async () => {
    assert.deepEqual(await rulesBroken(file, code), []);
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ESLint } from 'eslint';

/** One canary for each import between modules of the API that is not allowed. */
function refusedImports(forbidden) {
  return Object.entries(forbidden).flatMap(([from, modules]) =>
    modules.map((to) => [`api/${from}/canary.ts`, `import * as other from '../${to}';`, 'boundaries/dependencies']),
  );
}

/** A rule that reports nothing looks like clean code: each of these imports must be refused. */
const REFUSED = [
  ...refusedImports({
    common: ['infra/config', 'plex', 'library', 'auth', 'sync', 'ai', 'health', 'boot'],
    infra: ['plex', 'library', 'auth', 'sync', 'ai', 'health', 'boot'],
    plex: ['library', 'auth', 'sync', 'ai', 'health', 'boot'],
    library: ['auth', 'sync', 'ai', 'health', 'boot'],
    auth: ['library', 'sync', 'ai', 'health', 'boot'],
    sync: ['auth', 'ai', 'health', 'boot'],
    ai: ['plex', 'auth', 'sync', 'health', 'boot'],
    health: ['library', 'auth', 'sync', 'ai', 'boot'],
  }),
  ['api/plex/canary.ts', "import type { LibraryModule } from '../library';", 'boundaries/dependencies'],
  ['api/library/canary.ts', "export * from '../sync';", 'boundaries/dependencies'],
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
  ['web/src/app/core/canary.ts', "import * as page from '../features/home/home-page';", 'boundaries/dependencies'],
  ['web/src/app/core/canary.ts', "import { DomainError } from '../../../../api/common';", 'boundaries/dependencies'],
  ['web/src/app/ui/canary.ts', "import * as client from '../api/problem';", 'boundaries/dependencies'],
  ['web/src/app/api/canary.ts', "import * as core from '../core/session/session-store';", 'boundaries/dependencies'],
  [
    'web/src/app/features/login/canary.ts',
    "import { HttpClient } from '@angular/common/http';",
    'no-restricted-imports',
  ],
  [
    'web/src/app/features/login/canary.ts',
    "import { httpResource } from '@angular/common/http';",
    'no-restricted-imports',
  ],
  ['web/src/app/core/canary.ts', "import * as http from '@angular/common/http';", 'no-restricted-imports'],
  ['web/src/app/ui/canary.ts', "export const library = fetch('/api/v1/library/items');", 'no-restricted-globals'],
  ['web/src/app/api/canary.ts', 'export const rows: any = [];', '@typescript-eslint/no-explicit-any'],
  ['e2e/plex-emulator/canary.ts', "import { PlexError } from '../../api/plex';", 'boundaries/dependencies'],
  ['e2e/api/canary.ts', "import { PlexError } from '../../api/plex';", 'boundaries/dependencies'],
  ['api/common/errors/domain.error.ts', "export * from './index';", 'import-x/no-cycle'],
  ['api/library/item/canary.service.ts', "import { DataSource } from 'typeorm';", 'no-restricted-imports'],
  ['api/library/item/canary.service.ts', "import { Pool } from 'pg';", 'no-restricted-imports'],
  ['api/library/item/canary.query.ts', "import Bull from 'bull';", 'no-restricted-imports'],
  ['api/sync/canary.service.ts', "import Bull from 'bull';", 'no-restricted-imports'],
  ['api/infra/queue/canary.ts', "import Bull from 'bull';", 'no-restricted-imports'],
  ['api/infra/queue/bull/canary.ts', "import { DataSource } from 'typeorm';", 'no-restricted-imports'],
  ['api/sync/canary.service.ts', 'export const home = process.env.HOME;', 'no-restricted-syntax'],
  ['api/sync/canary.service.ts', "export const home = process['env'].HOME;", 'no-restricted-syntax'],
  ['api/sync/canary.service.ts', 'export const { env } = process;', 'no-restricted-syntax'],
  ['api/sync/canary.service.ts', "import { env } from 'node:process';", 'no-restricted-syntax'],
  ['api/sync/canary.service.ts', "export const late = () => import('node:fs');", 'no-restricted-syntax'],
  [
    'api/sync/canary.service.ts',
    "export const late = () => require('node:fs');",
    '@typescript-eslint/no-require-imports',
  ],
  [
    'api/sync/canary.service.ts',
    "import { NotFoundException } from '@nestjs/common'; throw new NotFoundException();",
    'no-restricted-syntax',
  ],
  [
    'api/plex/canary.client.ts',
    "import { GatewayTimeoutException } from '@nestjs/common'; throw new GatewayTimeoutException();",
    'no-restricted-syntax',
  ],
  ['api/sync/canary.service.ts', "console.log('title');", 'no-console'],
  ['api/sync/canary.service.ts', "process.stdout.write('title');", 'no-restricted-syntax'],
  ['api/sync/canary.service.ts', "process['stderr'].write('title');", 'no-restricted-syntax'],
  ['api/sync/canary.service.ts', 'const out = process.stderr;', 'no-restricted-syntax'],
  ['api/sync/canary.service.ts', "import { writeSync } from 'node:fs'; writeSync(1, 'title');", 'no-restricted-syntax'],
  [
    'api/sync/canary.service.ts',
    "import * as fs from 'node:fs'; fs.appendFileSync(2, 'title');",
    'no-restricted-syntax',
  ],
  [
    'api/sync/canary.service.ts',
    "import { writeFileSync } from 'node:fs'; writeFileSync('/dev/stdout', 'title');",
    'no-restricted-syntax',
  ],
  ['api/library/canary.ts', "import { parse } from 'yaml';", 'import-x/no-extraneous-dependencies'],
  ['migrations/canary.ts', "import { parse } from 'yaml';", 'import-x/no-extraneous-dependencies'],
  ['unknown-folder/canary.ts', 'export const lost = 1;', 'boundaries/no-unknown-files'],
];

const ALLOWED = [
  ['api/library/canary.ts', "import { PlexError } from '../plex';\nexport const fault = PlexError;"],
  ['api/sync/canary.ts', "import { LibraryModule } from '../library';\nexport const module = LibraryModule;"],
  [
    'web/src/app/features/login/canary.ts',
    "import * as core from '../../core/session/session-store';\nexport const store = core;",
  ],
  ['web/src/app/api/canary.ts', "import { HttpClient } from '@angular/common/http';\nexport const http = HttpClient;"],
];

// What is linted here is on no disk, so the rules that ask the type checker cannot be asked.
const eslint = new ESLint({
  overrideConfig: {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: false } },
    rules: { '@typescript-eslint/no-floating-promises': 'off', '@typescript-eslint/no-misused-promises': 'off' },
  },
});
const RULES = [
  'boundaries/',
  'no-console',
  'no-restricted-',
  'import-x/',
  '@typescript-eslint/no-require-imports',
  '@typescript-eslint/no-explicit-any',
];

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

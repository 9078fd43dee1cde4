#!/usr/bin/env node
// Writes openapi.json and the generated client anew and fails when what is committed differs.
import { execFileSync, spawnSync } from 'node:child_process';

const GENERATED = ['openapi.json', 'web/src/app/api/generated'];

const digest = () =>
  execFileSync('sh', ['-c', `find ${GENERATED.join(' ')} -type f | sort | xargs sha256sum`], { encoding: 'utf8' });

const before = digest();
const { status } = spawnSync('npm', ['run', '--silent', 'openapi'], { stdio: 'inherit' });
if (status !== 0) process.exit(1);
if (digest() !== before) {
  console.error('The committed API description or client is out of date: run `npm run openapi` and commit the result.');
  process.exit(1);
}
console.log('The API description and the generated client agree with the code.');

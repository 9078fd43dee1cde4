import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const german = readFileSync(join(__dirname, '../../../../locale/de.json'), 'utf8');

test('German has one word for the library', () => {
  expect(german).toContain('Mediathek');
  expect(german).not.toContain('Bibliothek');
});

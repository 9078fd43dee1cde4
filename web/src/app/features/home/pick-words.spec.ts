import { REASON_KIND } from '../../api/generated/models/reason-kind-array';
import { pickWords } from './pick-words';

const reason = { text: 'Told by the server.', subject: 'Ada Stone', title: 'Harbour' };

test.each(REASON_KIND)('the reason %s has words of its own', (kind) => {
  const words = pickWords({ ...reason, kind, count: 2, value: 8.1 });
  expect(words.length).toBeGreaterThan(5);
  expect(words).not.toContain(reason.text);
});

test('names are kept apart from the sentence, days are counted', () => {
  expect(pickWords({ ...reason, kind: 'director' })).toBe(
    'Directed by \u2068Ada Stone\u2069, like \u2068Harbour\u2069',
  );
  const added = (count: number) => pickWords({ kind: 'new', text: '', count });
  expect([added(0), added(1), added(12)]).toEqual(['Added today', 'Added yesterday', 'Added 12 days ago']);
});

test('a reason of a newer server is told by its own sentence', () => {
  expect(pickWords({ ...reason, kind: 'mood' as never })).toBe('Told by the server.');
});

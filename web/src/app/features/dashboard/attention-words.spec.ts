import { ATTENTION_CODE } from '../../api/generated/models/attention-code-array';
import { attentionWords } from './attention-words';

const told = { subject: 'Attic', count: 21, errorCode: null, detail: 'Told by the server.' };

test.each(ATTENTION_CODE)('%s is told with what it means and where to go', (code) => {
  const { title, text, action } = attentionWords({ ...told, code, errorCode: 'plex-timeout' });
  expect([title, text, action].every((words) => words.length > 5)).toBe(true);
  expect(title).not.toContain(told.detail);
});

test('counts are told as one and as many, and left out where nobody knows', () => {
  const title = (count: number | null) => attentionWords({ ...told, code: 'removals-held', count }).title;
  expect([title(1), title(2_100), title(null)]).toEqual([
    '1 title of \u2068Attic\u2069 seems to be gone',
    '2,100 titles of \u2068Attic\u2069 seem to be gone',
    'Much of \u2068Attic\u2069 seems to be gone',
  ]);
});

test('what is about no server in particular does not speak of one', () => {
  const { title, text } = attentionWords({ ...told, code: 'push-off', subject: null });
  expect(title).toBe('Changes in Plex are not heard at once');
  expect(text).not.toContain('A server');
});

test('a code of a newer server is told by its own sentence', () => {
  expect(attentionWords({ ...told, code: 'brand-new' as never })).toEqual({
    title: 'Told by the server.',
    text: '',
    action: 'Look at it',
  });
});

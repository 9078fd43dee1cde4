import { EventReader } from './post-stream';

const all = (...texts: string[]) => {
  const reader = new EventReader();
  return texts.flatMap((text) => reader.read(text));
};

it('gives each event once, however the text is cut', () => {
  const whole = 'event: text\ndata: {"delta":"Zwölf"}\n\nevent: done\r\ndata: {"messageId":"1"}\r\n\r\n';
  const expected = [
    { name: 'text', data: { delta: 'Zwölf' } },
    { name: 'done', data: { messageId: '1' } },
  ];
  expect(all(whole)).toEqual(expected);
  const grown = Array.from({ length: whole.length }, (_, i) => whole.slice(0, i + 1));
  expect(all(...grown)).toEqual(expected);
});

it('passes over comments, unknown fields and what is no JSON', () => {
  expect(all(': beat\n\nid: 4\nevent: text\nretry: 3\ndata: {"delta":"a"}\n\ndata: broken\n\n')).toEqual([
    { name: 'text', data: { delta: 'a' } },
  ]);
});

it('joins the lines of one event', () => {
  expect(all('data: {"a":\ndata: 1}\n\n')).toEqual([{ name: 'message', data: { a: 1 } }]);
});

import { SpokenText } from './spoken-text';

it.each([
  ['Just said.', 'Just said.'],
  ['<think>The user wants films.</think>There are some.', 'There are some.'],
  ['One <think>two</think>three <think>four</think>five', 'One three five'],
  ['1 < 2 and <thin ice', '1 < 2 and <thin ice'],
  ['<think>never ends', ''],
  ['said <thi', 'said <thi'],
])('of %j is said %j, however it is cut', (text, said) => {
  for (const size of [1, 3, 7, 100]) {
    const spoken = new SpokenText();
    const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g'))!;
    expect(pieces.map((piece) => spoken.push(piece)).join('') + spoken.end()).toBe(said);
  }
});

import { readPlan } from './plan';

const PLAN = '{"tools":[{"name":"search_library","arguments":{"type":"movie"}}]}';

describe('a plan', () => {
  it.each([
    PLAN,
    `  ${PLAN}\n`,
    `\`\`\`json\n${PLAN}\n\`\`\``,
    `Here is what I want to look up:\n\`\`\`\n${PLAN}\n\`\`\`\nThen I will answer.`,
    `I will search. ${PLAN} Please run it.`,
    '{"thought":"search","tools":[{"name":"search_library","arguments":{"type":"movie"},"why":"it is asked for"}]}',
    '[{"name":"search_library","arguments":{"type":"movie"}}]',
  ])('is found in %s', (text) => {
    expect(readPlan(text)).toEqual([{ name: 'search_library', arguments: { type: 'movie' } }]);
  });

  it.each(['', 'There is nothing.', '{"tools":"all"}', '{"tools":[{"arguments":{}}]}', '{ broken', '[1, 2]'])(
    'is not %s',
    (text) => {
      expect(readPlan(text)).toBeNull();
    },
  );
});

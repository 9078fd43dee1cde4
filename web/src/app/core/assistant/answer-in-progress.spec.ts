import type { SentEvent } from '../../api/post-stream';
import { NOTHING_YET, withEvent } from './answer-in-progress';

const after = (...events: SentEvent[]) => events.reduce(withEvent, NOTHING_YET);
const step = { id: 't1', name: 'search_library', arguments: {}, count: null, summary: '', said: [] };

it('grows text where it stands, and begins anew behind cards', () => {
  const draft = after(
    { name: 'text', data: { delta: 'You have ' } },
    { name: 'text', data: { delta: '12.' } },
    { name: 'items', data: { items: [] } },
    { name: 'text', data: { delta: 'More?' } },
  );
  expect(draft.blocks).toEqual([
    { kind: 'text', text: 'You have 12.' },
    { kind: 'items', items: [] },
    { kind: 'text', text: 'More?' },
  ]);
});

it('shows a tool while it runs, and what it told in its place', () => {
  const draft = after(
    { name: 'tool', data: step },
    { name: 'tool', data: { ...step, id: 't2' } },
    { name: 'tool', data: { ...step, count: 12, summary: '12 films' } },
  );
  expect(draft.tools).toMatchObject([
    { id: 't1', count: 12, summary: '12 films' },
    { id: 't2', count: null },
  ]);
});

it('is whole only when the end was told', () => {
  const begun = after({ name: 'text', data: { delta: 'a' } });
  expect([begun.state, begun.id]).toEqual(['partial', null]);
  const done = withEvent(begun, { name: 'done', data: { messageId: 'm1', model: 'tiny' } });
  expect([done.state, done.id, done.model]).toEqual(['complete', 'm1', 'tiny']);
});

it('passes over what it does not know', () => {
  expect(after({ name: 'weather', data: {} })).toEqual(NOTHING_YET);
});

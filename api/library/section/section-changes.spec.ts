import type { PlexSection } from '../../plex';
import { planSections, type KnownSection } from './section-changes';

const listed = (key: string, uuid: string, more: Partial<PlexSection> = {}): PlexSection => ({
  key,
  uuid,
  title: `Section ${key}`,
  type: 'movie',
  agent: null,
  contentChangedAt: null,
  ...more,
});
const known = (id: string, key: string, uuid: string, more: Partial<KnownSection> = {}): KnownSection => ({
  id,
  key,
  uuid,
  title: `Section ${key}`,
  type: 'movie',
  enabled: true,
  missingAt: null,
  ...more,
});
const NOTHING = { missingIds: [], updates: [], inserts: [] };

describe('what a list of sections changes', () => {
  it('is nothing when it lists what is known', () => {
    expect(planSections([known('a', '1', 'u1')], [listed('1', 'u1')])).toEqual(NOTHING);
  });

  it('adds new sections, enabled where their items are mirrored', () => {
    const { inserts } = planSections(
      [],
      ['movie', 'show', 'artist', 'photo'].map((type, i) => listed(String(i), `u${i}`, { type })),
    );
    expect(inserts.map(({ type, enabled }) => [type, enabled])).toEqual([
      ['movie', true],
      ['show', true],
      ['artist', true],
      ['photo', false],
    ]);
  });

  it('renames a section and keeps its row', () => {
    expect(planSections([known('a', '1', 'u1')], [listed('1', 'u1', { title: 'Films' })])).toEqual({
      ...NOTHING,
      updates: [{ id: 'a', key: '1', uuid: 'u1', title: 'Films', type: 'movie' }],
    });
  });

  it('takes a known key with another uuid for another library, hidden if the old one was', () => {
    expect(planSections([known('a', '1', 'u1', { enabled: false })], [listed('1', 'u2')])).toEqual({
      missingIds: ['a'],
      updates: [],
      inserts: [{ key: '1', uuid: 'u2', title: 'Section 1', type: 'movie', enabled: false }],
    });
  });

  it('marks what is not listed as missing, once', () => {
    const rows = [known('a', '1', 'u1'), known('b', '2', 'u2'), known('c', '3', 'u3', { missingAt: new Date() })];
    expect(planSections(rows, [listed('1', 'u1')])).toEqual({ ...NOTHING, missingIds: ['b'] });
  });

  it('brings a missing section back when it is listed again', () => {
    const { updates, inserts } = planSections([known('a', '1', 'u1', { missingAt: new Date() })], [listed('1', 'u1')]);
    expect([updates.map(({ id }) => id), inserts]).toEqual([['a'], []]);
  });

  it('brings the right one back when its key was in use in between', () => {
    const rows = [known('old', '1', 'u1', { missingAt: new Date() }), known('new', '1', 'u2')];
    const { missingIds, updates, inserts } = planSections(rows, [listed('1', 'u1')]);
    expect([missingIds, updates.map(({ id }) => id), inserts]).toEqual([['new'], ['old'], []]);
  });

  it('follows a library that got another key', () => {
    const { missingIds, updates, inserts } = planSections([known('a', '1', 'u1')], [listed('7', 'u1')]);
    expect([missingIds, updates, inserts]).toEqual([
      [],
      [{ id: 'a', key: '7', uuid: 'u1', title: 'Section 7', type: 'movie' }],
      [],
    ]);
  });

  it('learns a uuid that was unknown and does not forget one', () => {
    expect(planSections([known('a', '1', '')], [listed('1', 'u1')]).updates).toMatchObject([{ id: 'a', uuid: 'u1' }]);
    expect(planSections([known('a', '1', 'u1')], [listed('1', '')])).toEqual(NOTHING);
  });

  it('counts a key that is listed twice once', () => {
    expect(planSections([], [listed('1', 'u1'), listed('1', 'u1')]).inserts).toHaveLength(1);
  });
});

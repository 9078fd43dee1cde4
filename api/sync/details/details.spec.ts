import { films, type ScriptedRow } from '../testing/scripted-media-server';
import { useSync } from '../testing/sync-spec';
import { DetailsHandler } from './details.handler';

const CAST = ['Ada', 'Ben', 'Cleo', 'Dora', 'Emil'];

describe('details', () => {
  const spec = useSync(() => [{ key: '1', type: 'movie', title: 'Films', rows: films(130) }]);

  /** Lists name three actors, details all of them: as a media server does. */
  beforeEach(() => {
    const tags = (names: string[]) => names.map((tag) => ({ tag }));
    spec.plex.details = (row: ScriptedRow) => ({
      ...row,
      Role: tags(CAST),
      Genre: tags(['Drama', 'Comedy', 'War']),
      Collection: tags(['The Silver Saga']),
    });
    spec.plex.bend = (_, reply) => {
      reply.rows = (reply.rows as object[]).map((row) => ({
        ...row,
        Role: tags(CAST.slice(0, 3)),
        Genre: tags(['Drama']),
      }));
    };
  });

  const fill = () => {
    const context = { jobId: '', requestId: null, attempt: 1, signal: new AbortController().signal };
    return spec.harness.module.get(DetailsHandler).handle({ serverId: spec.serverId }, context);
  };
  const asked = () => spec.plex.countAsked((path) => path.startsWith('/library/metadata/'));

  it('are read in batches for items that have none, and are no change to the next sync', async () => {
    const { harness, serverId } = spec;
    await harness.run(serverId);
    await fill();
    expect(asked()).toBe(3);
    expect(await harness.count(`actors = '{Ada,Ben,Cleo,Dora,Emil}' AND genres = '{Drama,Comedy,War}'`)).toBe(130);
    const before = await harness.physicalRows();
    expect(await harness.run(serverId)).toMatchObject({ state: 'succeeded', itemsUpdated: 0 });
    await fill();
    expect(asked()).toBe(3);
    expect(await harness.physicalRows()).toBe(before);
  });

  it('bring the collections that listings leave out', async () => {
    await spec.harness.run(spec.serverId);
    expect(await spec.harness.count(`collections <> '{}'`)).toBe(0);
    await fill();
    expect(await spec.harness.count(`collections = '{"The Silver Saga"}'`)).toBe(130);
  });

  it('tell what is spoken, which is not known any more of a film that Plex touched', async () => {
    const { harness, plex, serverId } = spec;
    const streams = [
      { streamType: 2, languageCode: 'ger' },
      { streamType: 2, languageTag: 'en-US' },
      { streamType: 3 },
    ];
    plex.details = ({ ratingKey, ...row }) => ({
      ...row,
      ratingKey,
      Media: [{ id: 1, Part: [{ id: 1, size: 7, Stream: Number(ratingKey) % 2 ? streams : [] }] }],
    });
    const spoken = (languages: string) =>
      harness.count(
        `EXISTS (SELECT FROM item_languages l WHERE l.item_id = media_items.id AND l.source_id = media_items.id
           AND l.languages = '${languages}' AND l.source_updated_at = plex_updated_at)`,
      );
    await harness.run(serverId);
    expect(await spoken('{de,en}')).toBe(0);
    await fill();
    expect([await spoken('{de,en}'), await spoken('{}')]).toEqual([65, 65]);
    Object.assign(plex.sections[0].rows[4], { title: 'Another cut', updatedAt: 1_700_000_000 });
    await harness.run(serverId);
    expect(await spoken('{de,en}')).toBe(64);
    await fill();
    expect(await spoken('{de,en}')).toBe(65);
  });

  it('are read again for an item that Plex touched', async () => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    await fill();
    Object.assign(plex.sections[0].rows[4], { title: 'Another cut', updatedAt: 1_700_000_000 });
    await harness.run(serverId);
    plex.asked.length = 0;
    await fill();
    expect(plex.asked.map(({ path }) => path)).toContain('/library/metadata/5');
    expect(await harness.count('details_at IS NULL')).toBe(0);
  });

  it('wait while a run of the server is active', async () => {
    const { harness, plex, serverId } = spec;
    plex.interfere = (_, page) => (page ? { delayMs: 400 } : null);
    const { id } = await harness.start(serverId);
    await fill();
    expect(asked()).toBe(0);
    await harness.ended(id);
  });

  it('stop at a fault of Plex and go on from there the next time', async () => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    let batches = 0;
    plex.interfere = (path) => (path.startsWith('/library/metadata/') && ++batches > 1 ? { status: 403 } : null);
    await fill();
    expect(await harness.count('details_at IS NOT NULL')).toBe(50);
    plex.heal();
    await fill();
    expect(await harness.count('details_at IS NULL')).toBe(0);
  });

  it('are asked for once a run has ended, but not at once', async () => {
    const { harness, serverId } = spec;
    await harness.run(serverId);
    await harness.run(serverId);
    const jobs = await harness.database.rows<{ state: string; later: boolean }>(
      `SELECT state, run_at > now() + interval '4 minutes' AS later FROM jobs WHERE name = 'sync-details'`,
    );
    expect(jobs).toEqual([{ state: 'queued', later: true }]);
  });
});

import { withoutConflict } from '../infra/database';
import { RunSessions } from './run/run-sessions';
import { films, shows, type Answer } from './testing/scripted-media-server';
import { keysOf, useSync } from './testing/sync-spec';

const HTML = { status: 200, contentType: 'text/html', body: '<html><body><h1>It works!</h1></body></html>' };
const XML = { status: 200, contentType: 'text/xml', body: '<?xml version="1.0"?><MediaContainer size="0"/>' };
const UNAUTHORIZED = {
  status: 401,
  contentType: 'text/html',
  body: '<html><body><h1>401 Unauthorized</h1></body></html>',
};

describe('a sync of a server that misbehaves', () => {
  const spec = useSync(() => [
    { key: '1', type: 'movie', title: 'Films', rows: films(3000) },
    { key: '2', type: 'show', title: 'Series', rows: shows(3, 2, 4) },
  ]);

  async function expectTruth(): Promise<void> {
    const { harness, plex } = spec;
    expect(
      Object.values(await harness.keys())
        .flat()
        .sort(),
    ).toEqual(keysOf(plex.sections.flatMap(({ rows }) => rows)));
  }

  const faults: [string, Answer, string][] = [
    ['an error page', { status: 500, contentType: 'text/html', body: '' }, 'plex-server-error'],
    ['HTML in place of JSON', HTML, 'plex-malformed'],
    ['XML in place of JSON', XML, 'plex-malformed'],
    [
      'a truncated page',
      { status: 200, body: '{"MediaContainer":{"size":500,"Metadata":[{"ratingKey":"1"' },
      'plex-malformed',
    ],
    ['an empty body', { status: 200, body: '' }, 'plex-malformed'],
    ['silence', { hang: true }, 'plex-timeout'],
    ['a broken connection', { drop: true }, 'plex-unreachable'],
    ['being busy', { status: 503, contentType: 'text/xml', body: '<Response code="503"/>' }, 'plex-busy'],
  ];

  it.each(faults)(
    'in the middle, with %s: keeps every row, works on the other sections, heals',
    async (_, answer, code) => {
      const { harness, plex, serverId } = spec;
      await harness.run(serverId);
      plex.sections[0].rows.splice(2990, 5);
      plex.interfere = (__, page) => (page?.sectionKey === '1' && page.start >= 1000 ? answer : null);
      const run = await harness.run(serverId);
      expect(run).toMatchObject({ state: 'incomplete', errorCode: code, itemsRemoved: 0 });
      expect(run.sections.map(({ state, errorCode }) => [state, errorCode])).toEqual([
        ['incomplete', code],
        ['succeeded', null],
      ]);
      expect((await harness.keys()).movie).toHaveLength(3000);
      plex.heal();
      expect(await harness.run(serverId)).toMatchObject({ state: 'succeeded', itemsRemoved: 5 });
      await expectTruth();
    },
  );

  it.each([
    ['somewhere in the listing', 1_600_000_000],
    ['the last one that changed', 1_700_000_000],
  ])('reads what lies behind a row that cannot be read, %s, and takes nothing for gone', async (_, updatedAt) => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    const { rows } = plex.sections[0];
    rows.splice(2000, 2);
    rows.push(...films(3, 9000));
    rows[700].updatedAt = updatedAt;
    const broken = { body: '{"MediaContainer":{"size":1,"Metadata":[{"ratingKey":"7' };
    plex.interfere = (__, page) => {
      if (page?.sectionKey !== '1') return null;
      if (page.sort === 'updatedAt:desc') return updatedAt > 1_600_009_999 ? broken : null;
      return page.start <= 700 && page.start + page.size > 700 ? broken : null;
    };
    const run = await harness.run(serverId);
    expect(run).toMatchObject({ state: 'incomplete', errorCode: 'plex-malformed', itemsAdded: 3, itemsRemoved: 0 });
    plex.heal();
    expect(await harness.run(serverId)).toMatchObject({ state: 'succeeded', itemsRemoved: 2 });
    await expectTruth();
  });

  it('waits for a server that comes back within seconds', async () => {
    const { harness, plex, serverId } = spec;
    harness.module.get(RunSessions).patienceMs = 10_000;
    let until = 0;
    plex.interfere = (_, page) => {
      if (page && page.start >= 1000) until ||= Date.now() + 1_200;
      return until > Date.now() ? { drop: true } : null;
    };
    expect(await harness.run(serverId)).toMatchObject({ state: 'succeeded', itemsSeen: 3033 });
    await expectTruth();
  });

  it('calls an empty page before the end an incomplete sweep', async () => {
    const { harness, plex, serverId } = spec;
    plex.bend = (page, reply) => void (page.sectionKey === '1' && page.start >= 2000 && (reply.rows.length = 0));
    const run = await harness.run(serverId);
    expect(run).toMatchObject({ state: 'incomplete', errorCode: 'sweep-incomplete' });
    expect(run.sections[0].seen).toBeGreaterThan(0);
    plex.heal();
    await harness.run(serverId);
    await expectTruth();
  });

  it('reads a listing again that grew while it was read, and finds every row', async () => {
    const { harness, plex, serverId } = spec;
    let grown = 0;
    plex.interfere = (_, page) => {
      // Rows that arrive at the front push others past the pages already read.
      if (page?.sectionKey === '1' && page.start === 1500 && grown++ === 0)
        plex.sections[0].rows.unshift(...films(40, 9000));
      return null;
    };
    expect(await harness.run(serverId)).toMatchObject({ state: 'succeeded', itemsSeen: 3073 });
    await expectTruth();
  });

  it('gives up on a listing that never holds still, and takes nothing for gone', async () => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    plex.sections[0].rows.splice(0, 3);
    let total = 2990;
    plex.bend = (page, reply) => void (page.sectionKey === '1' && (reply.totalSize = total++));
    expect(await harness.run(serverId)).toMatchObject({
      state: 'incomplete',
      errorCode: 'section-moving',
      itemsRemoved: 0,
    });
    expect((await harness.keys()).movie).toHaveLength(3000);
  });

  it('finds a row that slipped from one page to another while the total stayed the same', async () => {
    const { harness, plex, serverId } = spec;
    let moved = false;
    plex.interfere = (_, page) => {
      if (page?.sectionKey === '1' && page.start === 2000 && !moved) {
        moved = true;
        // The last row moves to the front: the pages read before do not have it, later ones repeat a row.
        plex.sections[0].rows.unshift(plex.sections[0].rows.pop()!);
      }
      return null;
    };
    expect(await harness.run(serverId)).toMatchObject({ state: 'succeeded', itemsSeen: 3033 });
    await expectTruth();
  });

  it('accepts a listing in which the server repeats a row for good', async () => {
    const { harness, plex, serverId } = spec;
    plex.sections[0].rows.push({ ...plex.sections[0].rows[0] });
    expect(await harness.run(serverId)).toMatchObject({ state: 'succeeded', itemsAdded: 3033 });
  });

  it('fails when the sign-in is refused, and says so at the server', async () => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    plex.interfere = (_, page) => (page && page.start >= 500 ? UNAUTHORIZED : null);
    expect(await harness.run(serverId)).toMatchObject({ state: 'failed', errorCode: 'plex-unauthorized' });
    const row = await harness.database.row('SELECT status FROM plex_servers WHERE id = $1', [serverId]);
    expect(row).toEqual({ status: 'unauthorized' });
    expect((await harness.keys()).movie).toHaveLength(3000);
  });

  it('fails, and touches nothing, when the list of sections cannot be read', async () => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    const before = await harness.physicalRows();
    plex.interfere = (path) => (path === '/library/sections' ? HTML : null);
    expect(await harness.run(serverId)).toMatchObject({ state: 'failed', errorCode: 'plex-malformed' });
    plex.interfere = () => ({ drop: true });
    expect(await harness.run(serverId)).toMatchObject({ state: 'failed', errorCode: 'plex-unreachable' });
    expect(await harness.physicalRows()).toBe(before);
    expect(await harness.database.rows('SELECT id FROM library_sections WHERE missing_at IS NOT NULL')).toEqual([]);
  });

  it('freezes a section that Plex no longer lists', async () => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    const [gone] = plex.sections.splice(1, 1);
    const run = await harness.run(serverId);
    expect(run).toMatchObject({ state: 'incomplete', errorCode: 'section-gone', itemsRemoved: 0 });
    expect(run.sections.find(({ title }) => title === 'Series')).toMatchObject({
      state: 'incomplete',
      errorCode: 'section-gone',
    });
    const keys = await harness.keys();
    expect([...keys.show, ...keys.season, ...keys.episode].sort()).toEqual(keysOf(gone.rows));
    expect(await harness.run(serverId)).toMatchObject({ state: 'succeeded' });
  });

  it('ends quietly when its server is removed meanwhile', async () => {
    const { harness, plex, serverId } = spec;
    plex.interfere = (_, page) => (page ? { delayMs: 150 } : null);
    const { id } = await harness.start(serverId);
    await harness.until(id, ({ itemsSeen }) => itemsSeen > 0);
    // It may meet the write of a page, as the product's own removal may.
    await withoutConflict(() => harness.database.run('DELETE FROM plex_servers WHERE id = $1', [serverId]));
    for (let tries = 0; tries < 100 && (await activeJobs()) > 0; tries++) await new Promise((r) => setTimeout(r, 50));
    expect(await activeJobs()).toBe(0);
    expect(await harness.count('true')).toBe(0);
  });

  const activeJobs = async () =>
    (await spec.harness.database.rows(`SELECT id FROM jobs WHERE name = 'sync-run' AND state IN ('queued', 'running')`))
      .length;
});

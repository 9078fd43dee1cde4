// What an answer tells beside its words: whether something exists that the caller may not see.
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { call } from '../caller.mjs';
import { withoutId } from '../walk.mjs';

const SAMPLES = 60;
/** Queries are the same, so that the medians are; machines that do other things as well need some air. */
const MOST_APART = { ms: 3, share: 0.6 };

export async function oracleAttacks(product, report) {
  const { people, sql } = product;
  const caller = { cookies: (await product.session(people.ben.id)).cookies };
  const get = (path, as = caller) => call(`${product.url}/api/v1/${path}`, 'GET', { caller: as });
  const ofSeries = `FROM media_items item JOIN library_sections section ON section.id = item.section_id WHERE section.key = '2'`;
  const [{ id: show }] = await sql(`SELECT item.id ${ofSeries} AND item.type = 'show' LIMIT 1`);
  const [{ id: section }] = await sql(`SELECT id FROM library_sections WHERE key = '2'`);
  const [{ id: conversation }] = await sql(
    `INSERT INTO ai_conversations (user_id, title) VALUES ($1, 'private words') RETURNING id`,
    [people.cleo.id],
  );

  await report.attack('a filter by what is hidden answers like one by nothing', async () => {
    const nothing = { section: randomUUID(), item: '999999999999' };
    const pairs = [
      [`library/items?sectionId=${section}`, `library/items?sectionId=${nothing.section}`],
      [`library/items/count?sectionId=${section}`, `library/items/count?sectionId=${nothing.section}`],
      [`library/items/anchors?sectionId=${section}`, `library/items/anchors?sectionId=${nothing.section}`],
      [`library/facets?sectionId=${section}`, `library/facets?sectionId=${nothing.section}`],
      [`library/items?parentId=${show}`, `library/items?parentId=${nothing.item}`],
      [`library/items/count?parentId=${show}`, `library/items/count?parentId=${nothing.item}`],
      [`ai/recommendations/similar/${show}`, `ai/recommendations/similar/${nothing.item}`],
    ];
    for (const [hidden, unknown] of pairs)
      assert.equal(withoutId(await get(hidden)), withoutId(await get(unknown)), hidden);
  });

  await report.attack('what is hidden takes as long as what is not there', async () => {
    const pairs = [
      [`library/items/${show}`, 'library/items/999999999999'],
      [`library/items/${show}/children`, 'library/items/999999999999/children'],
      [`library/items/${show}/poster`, 'library/items/999999999999/poster'],
      [`ai/conversations/${conversation}`, `ai/conversations/${randomUUID()}`],
    ];
    for (const [hidden, unknown] of pairs)
      await expectAlike(
        hidden,
        () => get(hidden),
        () => get(unknown),
      );
  });

  await report.attack('a key or session that was good once is told apart from none by nothing', async () => {
    const { id, key } = await product.key(['library:read']);
    await people.ada.client.request('DELETE', `/api/v1/api-keys/${id}`);
    const madeUp = `sp_${randomBytes(32).toString('base64url')}`;
    const ask = (one) => get('library/sections', { key: one });
    assert.equal(withoutId(await ask(key)), withoutId(await ask(madeUp)));
    const session = await product.session(people.ben.id, { expired: true });
    const nobody = await product.withCsrf('');
    assert.equal(
      withoutId(await get('auth/session', session)),
      withoutId(await get('auth/session', { cookies: nobody })),
    );
  });
}

/** Turn by turn, so that whatever else the machine does slows both. */
async function expectAlike(what, one, other) {
  const times = [[], []];
  for (let i = 0; i < SAMPLES; i++)
    for (const [at, ask] of [one, other].entries()) {
      const { status, ms } = await ask();
      assert.equal(status, 404);
      times[at].push(ms);
    }
  const [a, b] = times.map(median);
  const apart = Math.abs(a - b);
  assert.ok(
    apart <= Math.max(MOST_APART.ms, MOST_APART.share * Math.max(a, b)),
    `${what} takes ${a.toFixed(1)} ms, what is not there ${b.toFixed(1)} ms`,
  );
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

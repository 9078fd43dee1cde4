// Questions that are cheap to ask and might be dear to answer.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from '../caller.mjs';

const MOST_MS = 3_000;
/** What somebody else waits meanwhile. */
const MOST_MEANWHILE_MS = 2_000;

export async function costAttacks(product, report) {
  const { url, people } = product;
  const caller = { cookies: (await product.session(people.ben.id)).cookies };
  const get = (path) => call(`${url}/api/v1/${path}`, 'GET', { caller });
  const post = (path, body) => call(`${url}/api/v1/${path}`, 'POST', { caller, body });

  await report.attack('no search is worth a long wait', () =>
    meanwhile(url, async () => {
      for (const q of searches()) {
        for (const path of ['library/items', 'library/items/count', 'library/facets', 'library/items/anchors'])
          expectSoon(path, await get(`${path}?q=${encodeURIComponent(q)}`));
      }
    }),
  );

  await report.attack('no question in words is worth a long wait', () =>
    meanwhile(url, async () => {
      for (const text of questions()) expectSoon(text.slice(0, 40), await post('ai/questions', { text, limit: 100 }));
    }),
  );

  await report.attack('a cursor costs the same wherever it points', () =>
    meanwhile(url, async () => {
      let cursor = '';
      for (let page = 0; page < 40; page++) {
        const answer = await get(
          `library/items?limit=2&sort=title${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
        );
        expectSoon(`page ${page}`, answer);
        if (!answer.body.nextCursor) break;
        cursor = answer.body.nextCursor;
      }
      const [name, ...rest] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
      const forged = ['\uffff'.repeat(1_000), '9'.repeat(1_000), -1, 1e308, null, {}, [], '\u0000'].map((value) => [
        name,
        ...rest.map(() => value),
      ]);
      for (const parts of [...forged, [], [name], Array(10_000).fill(name)]) {
        const text = Buffer.from(JSON.stringify(parts)).toString('base64url');
        if (text.length < 14_000)
          expectSoon('a forged cursor', await get(`library/items?limit=2&sort=title&cursor=${text}`));
      }
    }),
  );

  await report.attack('what is open to everybody is cheap', () =>
    meanwhile(url, async () => {
      const paths = ['/api/openapi.json', '/api/openapi.yaml', '/api/docs', '/', '/library'];
      for (const path of paths) {
        const answers = await Promise.all(Array.from({ length: 50 }, () => call(`${url}${path}`, 'GET')));
        for (const answer of answers) expectSoon(path, answer);
      }
    }),
  );

  await report.attack('a hundred dear questions at once leave the others their answers', () =>
    meanwhile(url, async () => {
      const q = encodeURIComponent('a e i o u '.repeat(20).slice(0, 200));
      const answers = await Promise.all(Array.from({ length: 100 }, () => get(`library/facets?q=${q}`)));
      for (const { status } of answers) assert.ok(status === 200 || status === 503, `answered ${status}`);
    }),
  );
}

function searches() {
  const patterns = [
    '%',
    '_',
    '\\',
    '%_',
    '(a+)+$',
    '.*',
    'a',
    'a ',
    'ä',
    '\u0301',
    '🎬',
    "'",
    '"',
    '& | ! ',
    ':* ',
    '-',
  ];
  return patterns.map((pattern) => pattern.repeat(200).slice(0, 200).trim() || pattern);
}

function questions() {
  const words = [
    'a',
    'unwatched ',
    'between 1990 and ',
    'not ',
    'without ',
    'like ',
    '"',
    '(',
    '1990er ',
    'under 2 hours ',
    'and or ',
    ' ',
    '- ',
    'ß',
    '9',
  ];
  const all = words.map((word) => `x${word.repeat(2_000)}`.slice(0, 1_999));
  return [
    ...all,
    `${'a'.repeat(1_000)}!`,
    `${'the '.repeat(400)}film`,
    `${'1'.repeat(1_900)}s`,
    `from ${'the 90s '.repeat(200)}`,
  ];
}

function expectSoon(what, { status, ms }) {
  assert.ok(status < 500, `${what} answered ${status}`);
  assert.ok(ms < MOST_MS, `${what} took ${Math.round(ms)} ms`);
}

/** Does it, and sees that somebody without a session is answered all along. */
async function meanwhile(url, work) {
  let running = true;
  let longest = 0;
  const other = (async () => {
    while (running) {
      const { status, ms } = await call(`${url}/health/live`, 'GET');
      assert.equal(status, 200);
      longest = Math.max(longest, ms);
      await sleep(20);
    }
  })();
  try {
    await work();
  } finally {
    running = false;
  }
  await other;
  assert.ok(longest < MOST_MEANWHILE_MS, `somebody else waited ${Math.round(longest)} ms`);
}

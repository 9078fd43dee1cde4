// Insights: what making their figures costs, and how fast they are read.
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile, round, timed } from './figures.mjs';

const REPEATS = 30;

const READS = {
  summary: 'summary',
  ...Object.fromEntries(
    ['section', 'resolution', 'decade', 'bytesPerHour'].map((by) => [`storage by ${by}`, `storage?by=${by}`]),
  ),
  'storage, narrowed': 'storage?by=container&resolution=1080&videoCodec=hevc',
  'items of storage': 'storage/items',
  'items of a block': 'storage/items?resolution=1080&videoCodec=hevc&sort=title',
  duplicates: 'duplicates',
  unwatched: 'unwatched',
  'unwatched, oldest': 'unwatched?sort=addedAt&order=asc',
  quality: 'quality',
  'quality, lowest bitrate': 'quality?issue=lowBitrate&sort=bitrate&order=asc',
};

/** Waits until the figures are those of the last sync, and of its history. */
export async function insightsMade(database) {
  for (;;) {
    const { rows } = await database.query(
      `SELECT (SELECT count(*) FROM jobs WHERE name IN ('section-insights', 'insight-comparison', 'import-history')
                 AND state IN ('queued', 'running'))
         + (SELECT count(*) FROM library_sections WHERE enabled AND insight_at IS NULL)
         + (SELECT count(*) FROM library_sections WHERE enabled AND insight_at > COALESCE((SELECT made_at FROM insight_comparisons), '-infinity'))
         AS waiting`,
    );
    if (Number(rows[0].waiting) === 0) return;
    await sleep(500);
  }
}

async function jobMs(database, name) {
  const { rows } = await database.query(
    `SELECT extract(epoch FROM max(finished_at - GREATEST(run_at, created_at))) * 1000 AS ms FROM jobs
     WHERE name = $1 AND state = 'succeeded'`,
    [name],
  );
  return rows[0].ms === null ? null : Math.round(Number(rows[0].ms));
}

export async function benchInsights({ client, database }) {
  await insightsMade(database);
  const readsP95Ms = {};
  for (const [name, path] of Object.entries(READS)) {
    const times = [];
    for (let i = 0; i < REPEATS; i++) times.push((await timed(() => client.get(`/api/v1/insights/${path}`))).ms);
    readsP95Ms[name] = round(percentile(times, 0.95));
  }
  return {
    makingMs: await jobMs(database, 'section-insights'),
    comparingMs: await jobMs(database, 'insight-comparison'),
    readsP95Ms,
  };
}

// Compares the library in the database with what the emulator says is true.

const FIELDS = ['type', 'sectionKey', 'title', 'year', 'parent', 'grandparent', 'index', 'guid', 'sizeBytes'];

/** @returns {Promise<string[]>} what is wrong, in words; nothing when the mirror is exact */
export async function differences(stack) {
  const [truth, rows, faults] = await Promise.all([readTruth(stack), readRows(stack), structuralFaults(stack)]);
  const found = [...faults];
  if (truth.size === 0) found.push('the emulator says nothing is there');
  for (const [key, expected] of truth) {
    const actual = rows.get(key);
    if (!actual) found.push(`${expected.type} ${key} is missing`);
    else {
      const wrong = FIELDS.filter((field) => actual[field] !== expected[field]);
      for (const field of wrong) found.push(`${key}.${field} is ${actual[field]} and should be ${expected[field]}`);
    }
  }
  for (const key of rows.keys()) if (!truth.has(key)) found.push(`${key} is there and should be gone`);
  return found;
}

async function readTruth(stack) {
  const response = await fetch(`${stack.emulator.control}/truth`, { signal: AbortSignal.timeout(60_000) });
  const lines = (await response.text()).trim().split('\n');
  return new Map(
    lines
      .map((line) => JSON.parse(line))
      .filter(({ trashed }) => !trashed)
      .map((item) => [
        item.ratingKey,
        {
          ...{ type: item.type, sectionKey: String(item.sectionKey), title: item.title, year: item.year },
          ...{ parent: item.parentRatingKey, grandparent: item.grandparentRatingKey },
          ...{ index: item.index, guid: item.guid },
          sizeBytes: sizeOf(item),
        },
      ]),
  );
}

/** A file counts once, whatever stands on it; copies that Plex made for itself do not count. */
function sizeOf({ type, media }) {
  if (!['movie', 'episode', 'track'].includes(type)) return null;
  const parts = media.filter(({ optimized }) => !optimized).flatMap(({ parts: own }) => own);
  const sizes = new Map();
  for (const { file, sizeBytes } of parts) if (sizeBytes !== null && !sizes.has(file)) sizes.set(file, sizeBytes);
  return sizes.size === 0 ? null : [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
}

/**
 * Parents through the links that the pages of the portal follow, not through the keys that Plex sent. A library that Plex
 * does not list any more keeps what it had until a person decides.
 */
async function readRows(stack) {
  const rows = await stack.sql(`
    SELECT item.rating_key AS key, item.type, section.key AS "sectionKey", item.title, item.year, item.guid,
           parent.rating_key AS parent, grandparent.rating_key AS grandparent, item.item_index AS index,
           CASE WHEN item.type IN ('movie', 'episode', 'track') THEN item.size_bytes::float8 END AS "sizeBytes"
    FROM media_items item JOIN library_sections section ON section.id = item.section_id
    LEFT JOIN media_items parent ON parent.id = item.parent_id
    LEFT JOIN media_items grandparent ON grandparent.id = item.grandparent_id
    WHERE item.deleted_at IS NULL AND section.missing_at IS NULL`);
  return new Map(rows.map((row) => [row.key, row]));
}

/** What no single row shows: doubles, wrong sums, work that nobody will ever end. */
async function structuralFaults(stack) {
  const [row] = await stack.sql(`
    SELECT (SELECT count(*)::int FROM (SELECT 1 FROM media_items GROUP BY server_id, rating_key HAVING count(*) > 1) d) AS doubles,
           (SELECT count(*)::int FROM (SELECT 1 FROM media_parts GROUP BY item_id, part_id HAVING count(*) > 1) d) AS "doubleParts",
           (SELECT count(*)::int FROM sync_runs WHERE state IN ('queued', 'running')) AS "stuckRuns",
           (SELECT count(*)::int FROM sync_run_sections WHERE state IN ('queued', 'running')) AS "stuckSections",
           (SELECT count(*)::int FROM jobs WHERE name = 'sync-run' AND state IN ('queued', 'running')) AS "stuckJobs",
           (SELECT count(*)::int FROM library_sections section WHERE enabled AND item_count <>
             (SELECT count(*) FROM media_items item WHERE item.section_id = section.id AND deleted_at IS NULL
                AND item.type = section.type)) AS "wrongCounts"`);
  return Object.entries(row)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${what}: ${count}`);
}

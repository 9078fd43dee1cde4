// Figures about the whole server, which administrators ask for, as SQL reckons them.

const LEAVES = `i.type IN ('movie', 'episode', 'track') AND i.deleted_at IS NULL AND i.available`;
const COUNTED = 'NOT p.optimized AND p.size_bytes IS NOT NULL';
/** The clock went on between the answer and the reckoning. */
const LATE_MINUTES = 2;
const TITLES = ': titles';
const GROUPS = {
  section: 's.title',
  type: 'i.type',
  resolution: `CASE WHEN p.resolution ~ '^[0-9]+$' THEN p.resolution || 'p' ELSE coalesce(upper(p.resolution), 'Unknown') END`,
};

/** A file counts once, whatever stands on it. */
export async function storageFigure(sql, label, by) {
  const isCount = label.endsWith(TITLES);
  const name = isCount ? label.slice(0, -TITLES.length) : label;
  const isAll = name === 'All files';
  if (!isAll && !GROUPS[by]) return undefined;
  const [row] = await sql(
    `SELECT count(DISTINCT id)::int AS items, coalesce(sum(bytes), 0)::float8 AS bytes FROM (
       SELECT min(i.id) AS id, max(p.size_bytes) AS bytes FROM media_parts p JOIN media_items i ON i.id = p.item_id
       JOIN library_sections s ON s.id = i.section_id
       WHERE ${LEAVES} AND ${COUNTED} AND ($1::text IS NULL OR ${GROUPS[by] ?? 'NULL'} = $1) GROUP BY p.file) f`,
    [isAll ? null : name],
  );
  return isCount ? row.items : row.bytes;
}

export async function duplicatesFigure(sql, label) {
  if (label.startsWith('Items with several versions')) {
    const [row] = await sql(
      `WITH version AS (SELECT p.item_id, p.version_index, sum(p.size_bytes) AS bytes FROM media_parts p
         JOIN media_items i ON i.id = p.item_id WHERE ${LEAVES} AND NOT p.optimized GROUP BY 1, 2),
       file AS (SELECT p.item_id, p.file, max(p.size_bytes) AS bytes FROM media_parts p WHERE NOT p.optimized GROUP BY 1, 2),
       whole AS (SELECT item_id, sum(bytes) AS bytes FROM file GROUP BY 1),
       several AS (SELECT item_id, min(bytes) AS least FROM version GROUP BY 1 HAVING count(*) > 1)
       SELECT count(*)::int AS items, coalesce(sum(w.bytes - s.least), 0)::float8 AS bytes
       FROM several s JOIN whole w USING (item_id)`,
    );
    return label.endsWith('could be freed') ? row.bytes : row.items;
  }
  // There is one server, and nothing on it twice: what has the same guid would be.
  const scope = { 'Titles several times on one server': 'server_id, guid', 'Titles on several servers': 'guid' };
  const columns = scope[label.replace(': could be freed', '')];
  if (!columns) return undefined;
  const having = columns === 'guid' ? 'count(DISTINCT server_id) > 1' : 'count(*) > 1';
  const rows = await sql(`SELECT 1 FROM media_items i WHERE ${LEAVES} GROUP BY ${columns} HAVING ${having}`);
  return rows.length;
}

/** What was there before the history begins may have been watched before it: of that nobody knows. */
export async function unwatchedFigure(sql, label, idleDays) {
  const isCount = label.endsWith(TITLES);
  const state = {
    'Nobody ever watched it': 'never',
    'Nobody watched it lately': 'idle',
    'Unknown whether anybody watched it': 'unknown',
  }[isCount ? label.slice(0, -TITLES.length) : label];
  if (!state) return undefined;
  const [row] = await sql(
    `WITH leaf AS (
       SELECT CASE i.type WHEN 'movie' THEN i.id ELSE i.grandparent_id END AS title, i.added_at, i.view_count > 0 OR EXISTS (
           SELECT FROM user_views v WHERE v.item_id = i.id AND v.view_count > 0) AS viewed,
         greatest(i.last_viewed_at, (SELECT max(v.last_viewed_at) FROM user_views v WHERE v.item_id = i.id AND v.view_count > 0),
           (SELECT max(p.viewed_at) FROM plays p WHERE p.item_id = i.id)) AS at
       FROM media_items i WHERE ${LEAVES}
     ), title AS (
       SELECT title AS id, max(at) AS at, bool_or(viewed) AS viewed, min(added_at) AS added_at FROM leaf GROUP BY title
     ), told AS (
       SELECT t.id, CASE WHEN at < now() - $1::int * interval '1 day' THEN 'idle' WHEN at IS NOT NULL THEN 'lately'
         WHEN viewed OR added_at < (SELECT min(viewed_at) FROM plays) THEN 'unknown' ELSE 'never' END AS state FROM title t
     )
     SELECT count(*)::int AS items, coalesce(sum(i.size_bytes), 0)::float8 AS bytes
     FROM told JOIN media_items i USING (id) WHERE state = $2`,
    [idleDays, state],
  );
  return isCount ? row.items : row.bytes;
}

/** @returns a range where time goes on */
export async function syncFigure(sql, label) {
  if (label.startsWith('Servers')) return (await sql('SELECT count(*)::int AS count FROM plex_servers'))[0].count;
  if (label.endsWith(TITLES))
    return (await sql('SELECT sum(item_count)::int AS count FROM library_sections WHERE enabled'))[0].count;
  if (!label.endsWith('since the last sync')) return undefined;
  const [{ minutes }] = await sql(
    `SELECT extract(epoch FROM now() - max(finished_at))::float8 / 60 AS minutes FROM sync_runs`,
  );
  return { from: minutes - LATE_MINUTES, to: minutes + LATE_MINUTES };
}

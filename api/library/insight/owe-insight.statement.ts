/** Insights into the sections of a server ($1) are behind. In the order of ids: two writers wait, and never for each other. */
export const OWE_INSIGHT = `
  UPDATE library_sections SET writes_to_insight = writes_to_insight + 1 WHERE id IN (
    SELECT id FROM library_sections WHERE server_id = $1 ORDER BY id FOR NO KEY UPDATE)`;

// The floor: one Node HTTP server, one pg pool, one statement, nothing else.
import { createServer } from 'node:http';
import pg from 'pg';

const statement = JSON.parse(process.env.STATEMENT);
const pool = new pg.Pool({ connectionString: process.env.BARE_DATABASE_URL, max: 16 });

const server = createServer(async (_request, response) => {
  const { rows } = await pool.query(statement);
  const body = JSON.stringify({ items: rows, nextCursor: null });
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));

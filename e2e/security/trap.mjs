// A listener that must never be called, or that answers as an attacker would.
import { createServer } from 'node:http';

/** @param {(request: object, response: object) => void} [answer] */
export async function trap(answer = (_, response) => response.end('caught')) {
  const caught = [];
  const server = createServer((request, response) => {
    caught.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { caught, port, url: `http://127.0.0.1:${port}`, close };
}

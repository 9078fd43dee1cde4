// A language model's provider that fails in every way it can, with the caller's key in whatever it answers.
import { once } from 'node:events';
import { createServer } from 'node:http';

const json = (status, body) => [status, 'application/json', JSON.stringify(body)];
const FAILURES = [
  (key) => json(401, { error: { message: `Incorrect API key provided: ${key}`, code: 'invalid_api_key', param: key } }),
  (key) => json(429, { error: { message: `too many requests of ${key}`, type: key } }),
  (key) => [500, 'text/html', `<h1>Bad gateway</h1><pre>Authorization: Bearer ${key}</pre>`],
  (key) => json(200, { choices: key }),
  (key) => json(200, { choices: [{ index: key, message: { role: key, content: [key] } }] }),
  (key) => [200, 'application/json', `{"key": ${key}`],
  (key) => [200, 'text/event-stream', `data: {"error":{"message":${JSON.stringify(key)}}}\n\n`],
  (key) => [200, 'text/event-stream', `data: {"choices":${JSON.stringify(key)}}\n\ndata: ${key}\n\n`],
  (key) => json(400, { error: { message: `model ${key} does not exist`, code: 'model_not_found' } }),
];

export async function echoingProvider(hearing) {
  let asked = 0;
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    // What it is told is none of its business either, but for its own key.
    const { authorization = '', ...headers } = request.headers;
    hearing.take('provider was sent', `${request.url} ${JSON.stringify(headers)} ${Buffer.concat(chunks)}`);
    const [status, type, body] = FAILURES[asked++ % FAILURES.length](authorization.replace(/^Bearer /, ''));
    response.writeHead(status, { 'content-type': type, 'x-said': encodeURIComponent(authorization) }).end(body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return {
    url: `http://127.0.0.1:${server.address().port}/v1`,
    failures: FAILURES.length,
    asked: () => asked,
    close,
  };
}

// Stands before plex.tv or a media server: passes everything on, learns each token that goes by, and when it is told to,
// answers with the caller's token in every place where a careless client would repeat it.
import { createServer, request as ask } from 'node:http';
import { once } from 'node:events';

const TOKENS = /"?(?:authToken|accessToken|X-Plex-Token)"?\s*[:=]\s*"([^"]+)"/g;

const ECHOES = {
  error: (token) => [500, { 'content-type': 'text/plain', 'x-said': token }, `no luck with ${token}`],
  refusal: (token) => [
    403,
    { 'content-type': 'application/json' },
    JSON.stringify({ errors: [{ message: `bad ${token}` }] }),
  ],
  malformed: (token) => [
    200,
    { 'content-type': 'application/json' },
    JSON.stringify({ MediaContainer: { size: token, totalSize: token, Metadata: token, machineIdentifier: [token] } }),
  ],
  unparsable: (token) => [200, { 'content-type': 'application/json' }, `{"token": ${token}`],
  redirect: (token) => [302, { location: `http://127.0.0.1:9/?X-Plex-Token=${token}` }, ''],
};
export const ECHO_KINDS = Object.keys(ECHOES);

export class PlexRelay {
  #echo = null;

  static async before(target, secrets) {
    const relay = new PlexRelay(target, secrets);
    relay.server = createServer((request, response) => relay.#serve(request, response));
    await once(relay.server.listen(0, '127.0.0.1'), 'listening');
    relay.url = `http://127.0.0.1:${relay.server.address().port}`;
    return relay;
  }

  constructor(target, secrets) {
    Object.assign(this, { target, secrets, echoed: 0 });
  }

  /** @param {string | null} kind null: everything is passed on again */
  echo(kind) {
    this.#echo = kind;
  }

  async #serve(request, response) {
    const token = request.headers['x-plex-token'] ?? new URL(request.url, this.target).searchParams.get('X-Plex-Token');
    this.secrets.learn('Plex token', token);
    if (this.#echo && token) return this.#repeat(response, token);
    const headers = { ...request.headers, host: new URL(this.target).host, 'accept-encoding': 'identity' };
    const onward = ask(`${this.target}${request.url}`, { method: request.method, headers }, (answer) =>
      this.#passOn(answer, response),
    );
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  }

  #repeat(response, token) {
    this.echoed++;
    const [status, headers, body] = ECHOES[this.#echo](token);
    response.writeHead(status, headers).end(body);
  }

  async #passOn(answer, response) {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
    const chunks = [];
    answer.on('data', (chunk) => chunks.push(chunk));
    answer.on('error', () => response.destroy());
    answer.on('end', () => {
      for (const [, token] of Buffer.concat(chunks).toString().matchAll(TOKENS))
        this.secrets.learn('Plex token', token);
    });
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

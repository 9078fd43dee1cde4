// The product as a cluster runs it, with a canary in every place for a secret, and two upstreams that repeat what they are told.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { createConnection } from 'node:net';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Child, freePort, isUp } from '../../support/stack/child.mjs';
import { trap } from '../trap.mjs';
import { echoingProvider } from './echoing-provider.mjs';
import { Hearing, textOf } from './hearing.mjs';
import { PlexRelay } from './plex-relay.mjs';
import { Secrets } from './secrets.mjs';

const NAME = 'canary';

export class Scene {
  static async create(world, { short }) {
    const scene = new Scene(world);
    scene.short = short;
    const { emulator } = world;
    scene.plexTv = await PlexRelay.before(emulator.plexTv, scene.secrets);
    scene.server = await PlexRelay.before(emulator.servers[0].uri, scene.secrets);
    scene.provider = await echoingProvider(scene.hearing);
    scene.monitoring = await trap((request, response) => void scene.#hearReport(request, response));
    await scene.#start();
    return scene;
  }

  constructor(world) {
    this.world = world;
    this.secrets = new Secrets();
    this.hearing = new Hearing(this.secrets);
    this.folder = join(world.folder, 'canaries');
    mkdirSync(this.folder);
  }

  async #start() {
    await this.#startRedis();
    this.env = await this.#settings();
    this.silence = this.hearing.listen((url) => this.api && url.startsWith(this.api.url));
    this.api = await this.world.product(NAME, { ...this.env, PROCESS_ROLE: 'api' });
    this.worker = await this.#startWorker();
    this.world.products.push(this.worker);
  }

  async #settings() {
    const { secrets, world } = this;
    const password = secrets.mint('database password');
    await world.postgres.query('postgres', `CREATE ROLE ${NAME} SUPERUSER LOGIN PASSWORD '${password}'`);
    this.databasePassword = password;
    this.metricsToken = secrets.mint('metrics token');
    const dsn = `http://${secrets.mint('key of error monitoring', { safe: true })}@127.0.0.1:${this.monitoring.port}/1`;
    return {
      DATABASE_URL: this.databaseUrl(password),
      REDIS_URL: this.redisUrl,
      PLEX_TV_URL: this.plexTv.url,
      METRICS_TOKEN: this.metricsToken,
      SENTRY_DSN: dsn,
      AI_BASE_URL: this.provider.url,
      AI_MODEL: 'echo',
      ENCRYPTION_KEY_PREVIOUS: secrets.learn('previous encryption key', randomBytes(32).toString('base64')),
      // By files, as orchestrators give secrets.
      ...this.#byFile('ENCRYPTION_KEY', secrets.learn('encryption key', randomBytes(32).toString('base64'))),
      ...this.#byFile('AI_API_KEY', secrets.mint('AI key')),
    };
  }

  #byFile(name, value) {
    const file = join(this.folder, name.toLowerCase());
    writeFileSync(file, `${value}\n`, { mode: 0o600 });
    return { [`${name}_FILE`]: file };
  }

  databaseUrl(password) {
    return `postgres://${NAME}:${encodeURIComponent(password)}@127.0.0.1:${this.world.postgres.port}/${NAME}`;
  }

  /** Its own key is in a header; of the report itself nothing may be a secret. */
  async #hearReport(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    this.hearing.take('error report', textOf(Buffer.concat(chunks)));
    response.end('{}');
  }

  async #startRedis() {
    const port = await freePort();
    const password = this.secrets.mint('Redis password', { safe: true });
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', this.folder];
    this.redis = new Child('redis', {
      command: 'redis-server',
      args: [...args, '--requirepass', password],
      logFile: join(this.folder, 'redis.log'),
      answers: () => accepts(port),
    });
    this.redisUrl = `redis://:${encodeURIComponent(password)}@127.0.0.1:${port}`;
    await this.redis.start();
    this.redisCommand = (...more) =>
      spawn('redis-cli', ['-p', String(port), '--no-auth-warning', ...more], { env: { REDISCLI_AUTH: password } });
  }

  /** Every command that Redis is sent until it ends. */
  watchRedis() {
    const watch = this.redisCommand('MONITOR');
    watch.stdout.on('data', (chunk) => this.hearing.take('Redis was sent', chunk.toString()));
    return once(watch.stdout, 'data');
  }

  async #startWorker() {
    const { how } = this.api.child;
    const port = await freePort();
    const dataDir = join(this.folder, 'worker');
    mkdirSync(dataDir);
    this.workerLog = join(this.folder, 'worker.log');
    const worker = new Child('canary-worker', {
      ...how,
      cwd: dataDir,
      logFile: this.workerLog,
      env: { ...how.env, PORT: String(port), DATA_DIR: dataDir, PROCESS_ROLE: 'worker', LOG_FORMAT: 'pretty' },
      answers: () => isUp(`http://127.0.0.1:${port}/health/live`),
    });
    return worker.start();
  }

  /** The API and the worker again, with other settings. */
  async restart(env, without = []) {
    for (const child of [this.api.child, this.worker]) {
      await child.stop();
      Object.assign(child.how.env, env);
      for (const name of without) delete child.how.env[name];
      await child.start();
    }
  }

  /**
   * A command or a start, and what it says until it ends.
   * @param {{ afterFirstMs?: number }} options kills it so long after its first words
   */
  async said(args, env, { afterFirstMs } = {}) {
    const child = spawn(process.execPath, args, { cwd: this.folder, env: { ...this.api.child.how.env, ...env } });
    const end = (afterMs) => setTimeout(() => child.kill('SIGKILL'), afterMs);
    const timers = [end(60_000)];
    const chunks = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
    if (afterFirstMs)
      for (const stream of [child.stdout, child.stderr]) stream.once('data', () => timers.push(end(afterFirstMs)));
    const [code] = await once(child, 'close');
    timers.forEach(clearTimeout);
    return { code, text: Buffer.concat(chunks).toString('latin1') };
  }

  async close() {
    this.silence();
    await this.worker?.stop();
    await this.api?.stop();
    await this.redis.stop();
    for (const one of [this.plexTv, this.server, this.provider, this.monitoring]) one.close();
  }
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () => resolve(!void socket.destroy()));
    socket.once('error', () => resolve(false));
  });
}

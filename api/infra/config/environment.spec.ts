import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppConfig } from './app-config';
import { ConfigurationError, readEnvironment } from './environment';

function refusedLines(source: Record<string, string>): readonly string[] {
  try {
    readEnvironment(source);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.lines;
    throw error;
  }
  return [];
}

describe('the environment', () => {
  it('has a default for everything', () => {
    const config = new AppConfig(readEnvironment({}), 'postgres://database');
    expect(config.http).toMatchObject({
      port: 3000,
      host: undefined,
      appUrl: 'http://localhost:3000',
      basePath: '/',
      secure: false,
    });
    expect(config.plex).toEqual({
      tvUrl: 'https://plex.tv',
      appUrl: 'https://app.plex.tv',
      timeoutMs: 15_000,
      tvPerSecond: 10,
    });
    expect(config.role).toBe('all');
  });

  it('sends errors and traces nowhere unless told where', () => {
    expect(new AppConfig(readEnvironment({}), '').telemetry).toEqual({ sentryDsn: undefined, otlp: undefined });
    const source = {
      SENTRY_DSN: 'https://key@errors.example/7',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/',
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a=b, x-team=home',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
      OTEL_SERVICE_NAME: 'home',
      OTEL_RESOURCE_ATTRIBUTES: 'service.name=other,deployment.environment=the%20attic',
    };
    expect(new AppConfig(readEnvironment(source), '').telemetry).toEqual({
      sentryDsn: source.SENTRY_DSN,
      otlp: {
        endpoint: 'http://collector:4318',
        headers: { 'x-key': 'a=b', 'x-team': 'home' },
        ratio: 0.25,
        resource: { 'service.name': 'home', 'deployment.environment': 'the attic' },
      },
    });
  });

  it.each([
    ['SENTRY_DSN', 'https://errors.example/7'],
    ['SENTRY_DSN', 'https://key@errors.example/'],
    ['SENTRY_DSN', 'ftp://key@errors.example/7'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4317'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'no-value'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'x-key=a\nb'],
    ['OTEL_RESOURCE_ATTRIBUTES', 'no-value'],
    ['OTEL_TRACES_SAMPLER_ARG', '1.1'],
    ['OTEL_TRACES_SAMPLER_ARG', '-1'],
    ['OTEL_TRACES_SAMPLER_ARG', '0.1.2'],
  ])('refuses %s=%s without repeating it', (name, value) => {
    const lines = refusedLines({ [name]: value });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${name}: not a valid value; allowed: `));
    expect(lines[0]).not.toContain(value);
  });

  it('treats an empty variable as unset', () => {
    expect(readEnvironment({ PORT: '', DATABASE_URL: '' })).toEqual(readEnvironment({}));
  });

  it.each([
    ['HOST', '127.0.0.300'],
    ['HOST', 'http://attic'],
    ['PORT', '70000'],
    ['PORT', '3e3'],
    ['PORT', ' 3000'],
    ['APP_URL', 'ftp://somewhere'],
    ['APP_URL', 'https://home.example/?next=1'],
    ['APP_URL', 'https://somebody:secret@home.example'],
    ['BASE_PATH', 'no-slash'],
    ['BASE_PATH', '/up/../and/away'],
    ['BASE_PATH', '/two//slashes'],
    ['BASE_PATH', '/a blank'],
    ['TRUST_PROXY', 'everybody'],
    ['DATABASE_URL', 'mysql://somewhere'],
    ['REDIS_URL', 'http://somewhere'],
    ['PROCESS_ROLE', 'boss'],
    ['DATABASE_URL', 'postgres:somewhere'],
    ['ENCRYPTION_KEY', 'c2hvcnQ='],
    ['ENCRYPTION_KEY', `@@@@${Buffer.alloc(32).toString('base64')}`],
    ['SETUP_CODE', 'short'],
    ['PLEX_TV_URL', 'plex.tv'],
    ['PLEX_TIMEOUT_MS', '99'],
    ['PLEX_TV_PER_SECOND', '1001'],
    ['OUTBOUND_DENY', '10.0.0.0/99'],
    ['OUTBOUND_ALLOW', '10.1/9'],
    ['SETUP_CODE', 'CHANGE-ME'],
    ['METRICS_TOKEN', 'CHANGE-ME'],
    ['METRICS_TOKEN', 'no token'],
    ['LOG_LEVEL', 'loud'],
    ['LOG_FORMAT', 'xml'],
    ['THROTTLE_PER_MINUTE', '-1'],
  ])('refuses %s=%s in one line that names the variable and what is allowed, never the value', (name, value) => {
    const lines = refusedLines({ [name]: value });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${name}: .*allowed: \\S`));
    expect(lines[0]).not.toContain('undefined');
    expect(lines[0]).not.toContain(value);
  });

  it('names every wrong variable at once', () => {
    const lines = refusedLines({ PORT: 'x', LOG_LEVEL: 'y', HOST: 'fine' });
    expect(lines.map((line) => line.split(':')[0])).toEqual(['PORT', 'LOG_LEVEL']);
  });

  it('asks for Redis and a database when roles are split', () => {
    expect(refusedLines({ PROCESS_ROLE: 'worker' }).map((line) => line.split(':')[0])).toEqual([
      'REDIS_URL',
      'DATABASE_URL',
    ]);
  });

  it('asks for them beside what else is wrong', () => {
    const lines = refusedLines({ PROCESS_ROLE: 'worker', PORT: 'x', REDIS_URL_FILE: '/nowhere' });
    expect(lines.map((line) => line.split(':')[0])).toEqual(['REDIS_URL_FILE', 'PORT', 'DATABASE_URL']);
  });

  it('turns on secure cookies for an https address', () => {
    const config = new AppConfig(readEnvironment({ APP_URL: 'https://plex.example/', BASE_PATH: '/smart' }), '');
    expect(config.http).toMatchObject({ secure: true, appUrl: 'https://plex.example', basePath: '/smart/' });
  });

  it.each([
    ['2', 2],
    ['10.0.0.0/8, ::1', ['10.0.0.0/8', '::1']],
  ])('reads TRUST_PROXY=%s', (value, expected) => {
    expect(new AppConfig(readEnvironment({ TRUST_PROXY: value }), '').http.trustProxy).toEqual(expected);
  });

  describe('secrets from files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'smartplex-environment-'));
    const file = join(folder, 'code');
    beforeAll(() => writeFileSync(file, 'from-a-file\n'));
    afterAll(() => rmSync(folder, { recursive: true }));

    it('are read and trimmed', () => {
      expect(readEnvironment({ SETUP_CODE_FILE: file }).SETUP_CODE).toBe('from-a-file');
    });

    it('may not contradict the variable itself', () => {
      expect(refusedLines({ SETUP_CODE_FILE: file, SETUP_CODE: 'directly-given' })).toEqual([
        'SETUP_CODE: set twice, directly and by SETUP_CODE_FILE; allowed: one of them',
      ]);
    });

    it('must be readable', () => {
      const lines = refusedLines({ ENCRYPTION_KEY_FILE: join(folder, 'missing') });
      expect(lines).toEqual([
        'ENCRYPTION_KEY_FILE: the file cannot be read; allowed: a readable file holding 32 bytes in base64',
      ]);
    });
  });
});

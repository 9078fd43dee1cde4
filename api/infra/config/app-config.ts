import { join, resolve } from 'node:path';
import type { Environment } from './environment.schema';

/** The typed settings that providers inject. Made once from the validated environment. */
export class AppConfig {
  readonly http: {
    port: number;
    /** undefined: loopback, both families. */
    host: string | undefined;
    appUrl: string;
    /** Always starts and ends with a slash. */
    basePath: string;
    secure: boolean;
    trustProxy: number | string[] | false;
  };
  readonly role: Environment['PROCESS_ROLE'];
  readonly dataDir: string;
  readonly posterCacheDir: string;
  /** How long nightly backups are kept; 0: none are made. */
  readonly backupKeepDays: number;
  /** Resolved before the app starts: the embedded database has its URL by then. */
  readonly databaseUrl: string;
  /** SmartPlex runs PostgreSQL itself. */
  readonly databaseEmbedded: boolean;
  readonly redisUrl: string | undefined;
  readonly secrets: { encryptionKey?: string; encryptionKeyPrevious?: string; setupCode?: string };
  readonly plex: { tvUrl: string; appUrl: string; timeoutMs: number; tvPerSecond: number };
  readonly outbound: { deny: string[]; allow: string[] };
  /** Undefined: the settings page decides. A key counts only beside an address. */
  readonly ai: { baseUrl?: string; apiKey?: string; model?: string };
  readonly logging: { level: string; pretty: boolean };
  readonly metricsToken: string | undefined;
  readonly throttle: { perMinute: number; authPerMinute: number; aiPerMinute: number };
  /** What is undefined is off, and its code is never loaded. */
  readonly telemetry: {
    sentryDsn?: string;
    otlp?: { endpoint: string; headers: Record<string, string>; ratio: number; resource: Record<string, string> };
  };

  constructor(environment: Environment, databaseUrl: string) {
    const appUrl = new URL(environment.APP_URL ?? `http://localhost:${environment.PORT}`);
    this.http = {
      port: environment.PORT,
      host: environment.HOST,
      appUrl: appUrl.href.replace(/\/+$/, ''),
      basePath: environment.BASE_PATH,
      secure: appUrl.protocol === 'https:',
      trustProxy: trustProxy(environment.TRUST_PROXY),
    };
    this.role = environment.PROCESS_ROLE;
    this.dataDir = resolve(environment.DATA_DIR);
    this.posterCacheDir = join(this.dataDir, 'posters');
    this.backupKeepDays = environment.BACKUP_KEEP;
    this.databaseUrl = databaseUrl;
    this.databaseEmbedded = environment.DATABASE_URL === undefined;
    this.redisUrl = environment.REDIS_URL;
    this.secrets = {
      encryptionKey: environment.ENCRYPTION_KEY,
      encryptionKeyPrevious: environment.ENCRYPTION_KEY_PREVIOUS,
      setupCode: environment.SETUP_CODE,
    };
    this.plex = {
      tvUrl: environment.PLEX_TV_URL.replace(/\/+$/, ''),
      appUrl: environment.PLEX_APP_URL.replace(/\/+$/, ''),
      timeoutMs: environment.PLEX_TIMEOUT_MS,
      tvPerSecond: environment.PLEX_TV_PER_SECOND,
    };
    this.outbound = { deny: environment.OUTBOUND_DENY, allow: environment.OUTBOUND_ALLOW };
    this.ai = ai(environment);
    this.logging = {
      level: environment.LOG_LEVEL,
      pretty: environment.LOG_FORMAT ? environment.LOG_FORMAT === 'pretty' : process.stdout.isTTY === true,
    };
    this.metricsToken = environment.METRICS_TOKEN;
    this.throttle = throttle(environment);
    this.telemetry = telemetry(environment);
  }
}

function ai({ AI_BASE_URL, AI_API_KEY, AI_MODEL }: Environment): AppConfig['ai'] {
  return {
    baseUrl: AI_BASE_URL?.replace(/\/+$/, ''),
    apiKey: AI_BASE_URL === undefined ? undefined : AI_API_KEY,
    model: AI_MODEL,
  };
}

function throttle(environment: Environment): AppConfig['throttle'] {
  return {
    perMinute: environment.THROTTLE_PER_MINUTE,
    authPerMinute: environment.THROTTLE_AUTH_PER_MINUTE,
    aiPerMinute: environment.THROTTLE_AI_PER_MINUTE ?? Math.ceil(environment.THROTTLE_PER_MINUTE / 10),
  };
}

function telemetry(environment: Environment): AppConfig['telemetry'] {
  const endpoint = environment.OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/\/+$/, '');
  const name = environment.OTEL_SERVICE_NAME;
  return {
    sentryDsn: environment.SENTRY_DSN,
    otlp: endpoint
      ? {
          endpoint,
          headers: environment.OTEL_EXPORTER_OTLP_HEADERS ?? {},
          ratio: environment.OTEL_TRACES_SAMPLER_ARG,
          // OpenTelemetry: the name of its own setting goes before one among the attributes.
          resource: { ...environment.OTEL_RESOURCE_ATTRIBUTES, ...(name ? { 'service.name': name } : {}) },
        }
      : undefined,
  };
}

function trustProxy(value: string | undefined): number | string[] | false {
  if (value === undefined) return false;
  return /^\d+$/.test(value) ? Number(value) : value.split(',').map((part) => part.trim());
}

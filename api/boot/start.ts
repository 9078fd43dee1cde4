import { createServer, type AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { SetupCode } from '../auth';
import {
  AppConfig,
  ConfigurationError,
  EXIT_BAD_CONFIGURATION,
  portalUrl,
  productVersion,
  readEnvironment,
  type Environment,
} from '../infra/config';
import { EmbeddedPostgres, StartError, type BootLog } from '../infra/database/embedded';
import { createRootLogger, redact } from '../infra/logging';
import { reportFault, startTelemetry } from '../infra/telemetry';
import { createApplication } from './application';
import { carryOverOf } from './carry-over';
import { asStartError } from './file-fault';
import { listen, shutDown } from './listen';
import { runMigrations } from './migrations';
import { agreeOnKey } from './sealing-key';

const EXIT_SOFTWARE = 70;
/** One Ctrl-C arrives up to three times: from the terminal, from npm, which passes it on, and when npm is gone. */
const SAME_DEMAND_MS = 1_000;

/** Everything that runs, in the order of its start; it stops in the opposite one. */
class Product {
  private database?: Promise<EmbeddedPostgres>;
  private embedded?: EmbeddedPostgres;
  private app?: NestExpressApplication;
  private stopping?: Promise<void>;
  private endTelemetry?: () => Promise<void>;
  /** Where a machine reads the output, its log takes what nobody caught as well. */
  machineLog?: Logger;

  async start(environment: Environment): Promise<void> {
    const settings = new AppConfig(environment, '');
    const log = createRootLogger(settings.logging);
    if (!settings.logging.pretty) this.machineLog = log;
    this.endTelemetry = startTelemetry(settings, log);
    const config = new AppConfig(environment, await this.openDatabase(environment, log as BootLog));
    await runMigrations(config.databaseUrl, log as BootLog);
    await agreeOnKey(config, log as BootLog, async () => {
      if (!this.stopping) this.app = await createApplication(config);
    });
    if (!this.app) return;
    await listen(this.app, config);
    process.stdout.write(readyLine(await this.entrance(config), environment));
  }

  get isStopping(): boolean {
    return this.stopping !== undefined;
  }

  stop(): Promise<void> {
    this.stopping ??= (async () => {
      this.embedded?.announceEnd();
      try {
        if (this.app) await shutDown(this.app);
      } finally {
        await Promise.all([this.endTelemetry?.(), this.endDatabase()]);
      }
    })();
    return this.stopping;
  }

  private async endDatabase(): Promise<void> {
    // It may still be starting, or have failed to.
    await (await this.database?.catch(() => undefined))?.stop();
  }

  /** For those who do not wait: the database is told to end and does so by itself. */
  abandon(): void {
    this.embedded?.abandon();
  }

  private async openDatabase(environment: Environment, log: BootLog): Promise<string> {
    if (environment.DATABASE_URL) return environment.DATABASE_URL;
    const carryOver = carryOverOf(new AppConfig(environment, ''));
    this.database = EmbeddedPostgres.start({ dataDir: environment.DATA_DIR, log, carryOver });
    this.embedded = await this.database;
    return this.embedded.url;
  }

  /** The address to click; it carries the set-up code as long as there is one to present. */
  private async entrance({ http, role }: AppConfig): Promise<string> {
    const code = role === 'worker' ? null : await this.app?.get(SetupCode, { strict: false }).printable();
    const home = portalUrl(http);
    return code ? `${home}setup?code=${encodeURIComponent(code)}` : home;
  }
}

/**
 * Told at every LOG_LEVEL, and not by the logger, which would take the set-up code out. White space follows the
 * address in either form.
 */
function readyLine(address: string, { LOG_FORMAT }: Environment): string {
  const msg = `SmartPlex is ready: ${address}`;
  if (LOG_FORMAT !== 'json') return `${msg}\n`;
  const line = { level: 'info', time: new Date().toISOString(), msg: `${msg} (version ${productVersion()})` };
  return `${JSON.stringify(line)}\n`;
}

/** Starts the product and ties its end to SIGINT, SIGTERM and SIGHUP; a second demand does not wait. */
export async function start(): Promise<void> {
  const product = new Product();
  const end = (code: number): void => {
    product.stop().then(
      () => process.exit(code),
      (error: unknown) => fail(error),
    );
  };
  guard(end, product);
  onDemand(
    () => end(0),
    () => {
      product.abandon();
      process.exit(EXIT_SOFTWARE);
    },
  );
  try {
    await product.start(await withFreePort(readEnvironment()));
  } catch (cause) {
    // What is pulled from under a start that was told to end is no news.
    if (product.isStopping) return;
    const error = asStartError(cause);
    report(error);
    end(exitCodeOf(error));
  }
}

/** Calls `first` at the first signal to end, and `impatient` at a later one that is not its echo. */
function onDemand(first: () => void, impatient: () => void): void {
  let askedAt: number | null = null;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (askedAt === null) {
        askedAt = performance.now();
        first();
      } else if (performance.now() - askedAt > SAME_DEMAND_MS) impatient();
    });
  }
}

/** Port 0 means any free one; it is chosen before anything is told the address. */
async function withFreePort(environment: Environment): Promise<Environment> {
  if (environment.PORT !== 0) return environment;
  const probe = createServer().listen(0, environment.HOST ?? '127.0.0.1');
  // An address that is not ours is told when HTTP listens.
  const listening = await new Promise<boolean>((resolve) =>
    probe.once('listening', () => resolve(true)).once('error', () => resolve(false)),
  );
  if (!listening) return environment;
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return { ...environment, PORT: port };
}

/** What nobody caught: a promise is told and survived, an exception ends the product in good order. */
function guard(end: (code: number) => void, product: Product): void {
  // A reader of our output that went away (`npm start | head`) is no reason to die.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  const tell = (error: unknown, what: string) => {
    if (product.machineLog) product.machineLog.fatal({ err: asError(error) }, what);
    else process.stderr.write(redact(`${what}: ${asError(error).stack}\n`));
  };
  process.on('unhandledRejection', (error) => {
    tell(error, 'SmartPlex: unhandled rejection');
    reportFault(error);
  });
  process.on('uncaughtException', (error) => {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return;
    tell(error, 'SmartPlex ends after an error that nobody caught');
    reportFault(error);
    end(EXIT_SOFTWARE);
  });
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

function report(error: unknown): void {
  if (error instanceof ConfigurationError) {
    for (const line of error.lines) process.stderr.write(`SmartPlex cannot start: ${line}\n`);
  } else if (error instanceof StartError) {
    process.stderr.write(`SmartPlex cannot start: ${error.message}\n`);
  } else {
    process.stderr.write(`SmartPlex cannot start: ${error instanceof Error ? error.stack : String(error)}\n`);
  }
}

/** sysexits.h: 78 for what a setting must change, 69 for what is not there, 70 for our own faults. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigurationError) return EXIT_BAD_CONFIGURATION;
  return error instanceof StartError ? error.exitCode : EXIT_SOFTWARE;
}

function fail(error: unknown): never {
  report(error);
  process.exit(EXIT_SOFTWARE);
}

import { AppConfig, readEnvironment } from '../../infra/config';
import { PlexAccountClient } from '../account';
import type { ServerHooks } from '../server/server-connection';
import { ServerConnection } from '../server/server-connection';
import { PlexServerClient } from '../server/plex-server.client';
import { OutboundPolicy } from '../../infra/outbound';
import { identityHeaders, type ClientIdentity, type RetryPolicy } from '../transport';

export const CLIENT_IDENTIFIER = '5b0f6f1e-client';
/** A token that a scan of errors and logs can look for. */
export const SERVER_TOKEN = 'tok-SERVER-5up3rs3cr3t';

/** Waits in tests are short; their number and order are what matters. */
const QUICK_RETRY: RetryPolicy = { tries: 3, baseMs: 10, maxWaitMs: 1_500 };

export function testConfig(settings: Record<string, string> = {}): AppConfig {
  return new AppConfig(readEnvironment({ PORT: '1', ...settings }), 'postgres://127.0.0.1:9/none');
}

export interface TestClientOptions {
  token?: string;
  timeoutMs?: number;
  hooks?: ServerHooks;
  retry?: RetryPolicy;
  settings?: Record<string, string>;
}

export function createServerClient(uri: string, options: TestClientOptions = {}): PlexServerClient {
  const { token = SERVER_TOKEN, timeoutMs = 30_000, hooks, retry = QUICK_RETRY, settings } = options;
  const identity = () => Promise.resolve(identityHeaders(CLIENT_IDENTIFIER));
  const policy = new OutboundPolicy(testConfig(settings));
  return new PlexServerClient(
    new ServerConnection({ target: { uri, token }, policy, identity, timeoutMs, hooks, retry }),
  );
}

export function createAccountClient(tvUrl: string, settings: Record<string, string> = {}): PlexAccountClient {
  const config = testConfig({ PLEX_TV_URL: tvUrl, PLEX_TV_PER_SECOND: '1000', PLEX_TIMEOUT_MS: '2000', ...settings });
  const identity = {
    identifier: () => Promise.resolve(CLIENT_IDENTIFIER),
    headers: () => Promise.resolve(identityHeaders(CLIENT_IDENTIFIER)),
  };
  return new PlexAccountClient(config, identity as unknown as ClientIdentity);
}

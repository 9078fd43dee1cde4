import type { Run, Server } from '../../api/types';

export type SetupStep = 'server' | 'libraries' | 'sync';

/**
 * Where the set-up stands, from what the server knows: leaving and returning resumes at the right step. A run that
 * ended without reading anything leads back to the libraries, so that another one can be started there.
 */
export function setupStep(servers: readonly Server[], latestRun: Run | undefined): SetupStep {
  if (servers.length === 0) return 'server';
  if (!latestRun) return 'libraries';
  const cameToNothing = latestRun.state === 'cancelled' || latestRun.state === 'failed';
  return cameToNothing && latestRun.itemsSeen === 0 ? 'libraries' : 'sync';
}

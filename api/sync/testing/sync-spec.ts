import { createTestDatabase, type TestDatabase } from '../../testing';
import { ScriptedMediaServer, type ScriptedSection } from './scripted-media-server';
import { SyncHarness } from './sync-harness';

export interface SyncSpec {
  test: TestDatabase;
  plex: ScriptedMediaServer;
  harness: SyncHarness;
  serverId: string;
}

/** A fresh database, a media server with these sections and everything that a sync needs, for each test. */
export function useSync(sections: () => ScriptedSection[]): SyncSpec {
  const spec = {} as SyncSpec;
  beforeEach(async () => {
    spec.test = await createTestDatabase();
    spec.plex = await new ScriptedMediaServer().start();
    spec.plex.sections = sections();
    spec.harness = await SyncHarness.start(spec.test.url);
    spec.serverId = await spec.harness.register(spec.plex);
  });
  afterEach(async () => {
    await spec.harness.stop();
    await spec.plex.stop();
    await spec.test.drop();
  });
  return spec;
}

export const keysOf = (rows: { ratingKey: string }[]) => rows.map(({ ratingKey }) => ratingKey).sort();

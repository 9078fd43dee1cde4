import { isPlexFault } from '../../plex';
import type { PlexItemType } from '../../plex';
import type { PreparedSection, RunScope } from './section-runner';
import { typesOf } from './section-checkpoint';
import { Slots } from './slots';
import { openType } from './type-opening';

/** Requests at once while a run finds out how much there is to do. */
const OPENERS = 4;

/**
 * Asks how many rows there are, so that progress means something. A section that cannot be asked now is
 * asked, and held to account, when its turn comes.
 * @throws PlexError `unauthorized`
 */
export async function openSections(scope: RunScope, prepared: readonly PreparedSection[]): Promise<void> {
  const slots = new Slots(OPENERS);
  let failed = false;
  const open = async (section: PreparedSection, type: PlexItemType) => {
    if (failed || scope.signal.aborted) return;
    await openOne(scope, section, type).catch((error: unknown) => {
      failed = true;
      throw error;
    });
  };
  const opening = prepared.flatMap((section) =>
    typesOf(section.section.type)
      .filter((type) => section.progress.isUnknown(type))
      .map((type) => slots.use(() => open(section, type))),
  );
  for (const result of await Promise.allSettled(opening)) {
    if (result.status === 'rejected' && isPlexFault(result.reason, 'unauthorized')) throw result.reason;
  }
  scope.session.changed();
}

async function openOne(
  { client, signal }: RunScope,
  { section, progress, updatedSince, opened }: PreparedSection,
  type: PlexItemType,
): Promise<void> {
  if (progress.checkpoint.phase === 'keys') {
    progress.open(type, await client.countRows(section.key, type, signal), null);
    return;
  }
  const { totalSize, since, page } = await openType(client, section.key, type, updatedSince[type], signal);
  progress.open(type, totalSize, since);
  if (page) opened.set(type, page);
}

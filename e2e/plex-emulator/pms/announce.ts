import type { ChangeNotice } from '../catalog/editor';
import { TYPE_NUMBER } from '../catalog/keys';
import type { Notifier } from './notifier';

/** New items are announced as created, then as processed; deleted ones only once. */
export function announceChange(notifier: Notifier, { item, state, at }: ChangeNotice): void {
  const entry = {
    sectionID: item.sectionKey,
    itemID: String(item.ratingKey),
    type: TYPE_NUMBER[item.type],
    title: item.title,
    updatedAt: at,
    ...(item.parentKey === null
      ? {}
      : { parentItemID: String(item.parentKey), rootItemID: String(item.grandparentKey ?? item.parentKey) }),
  };
  if (state === 'created') notifier.timeline({ ...entry, state: 0, metadataState: 'created' });
  notifier.timeline(
    state === 'deleted'
      ? { ...entry, state: 9, metadataState: 'deleted' }
      : { ...entry, state: 5, metadataState: 'processed' },
  );
}

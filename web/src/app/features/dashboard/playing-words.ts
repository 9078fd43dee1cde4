import type { NowPlaying } from '../../api/types';
import { placeOf } from '../../core/items/item-words';
import { UNKNOWN, formatDuration } from '../../ui/format';
import { isolate } from '../../ui/isolate';

/** Who watches, and on what. */
export function viewerWords({ viewer, player }: Pick<NowPlaying, 'viewer' | 'player'>): string {
  const who = isolate(viewer.displayName ?? $localize`Somebody`);
  const device = player.name ?? player.product ?? player.platform;
  return device === null
    ? $localize`${who}:person:, on an unknown device`
    : $localize`${who}:person:, on ${isolate(device)}:device:`;
}

/** The episode or track of a show or artist; empty where the title stands alone. */
export function partWords({
  item,
  title,
  grandparentTitle,
}: Pick<NowPlaying, 'item' | 'title' | 'grandparentTitle'>): string {
  if (grandparentTitle === null) return item?.year ? String(item.year) : '';
  const place = item ? placeOf(item) : '';
  return place ? $localize`${place}:episode: · ${isolate(title)}:title:` : title;
}

/** `12 min of 45 min` */
export function progressWords({ offsetMs, durationMs }: Pick<NowPlaying, 'offsetMs' | 'durationMs'>): string {
  const offset = formatDuration(offsetMs);
  return durationMs === null
    ? $localize`${offset}:time: of an unknown length`
    : $localize`${offset}:time: of ${formatDuration(durationMs)}:length:`;
}

const STATES: Record<NowPlaying['state'], () => string> = {
  playing: () => $localize`Playing`,
  paused: () => $localize`Paused`,
  buffering: () => $localize`Buffering`,
};

export function stateWord(state: NowPlaying['state']): string {
  return STATES[state]();
}

const DELIVERIES: Record<NonNullable<NowPlaying['delivery']>, () => string> = {
  'direct-play': () => $localize`Direct play`,
  'direct-stream': () => $localize`Direct stream`,
  transcode: () => $localize`Transcode`,
};

/** How it is sent, in Plex's words. */
export function deliveryWord(delivery: NowPlaying['delivery']): string {
  return delivery === null ? UNKNOWN : DELIVERIES[delivery]();
}

import type { CardMapper, ItemRow } from '../item/item-row';
import type { QualityItemDto, StorageItemDto, UnwatchedItemDto } from './insight.dto';
import { bitOf, KNOWLEDGE } from './insight-lists';
import type { InsightRow } from './insight-page.query';
import { QUALITY_ISSUES, UNWATCHED_STATES, type UnwatchedState } from './insight-words';

export function toStorageItem(row: InsightRow, cards: CardMapper): StorageItemDto {
  return { item: cardOf(row, cards), bytes: toNumber(row.t_bytes), watchedMs: toNumber(row.t_watched_ms) };
}

export function toUnwatchedItem(row: InsightRow, cards: CardMapper): UnwatchedItemDto {
  return {
    item: cardOf(row, cards),
    state: stateOf(String(row.t_knowledge)),
    bytes: toNumber(row.t_bytes),
    leaves: Number(row.t_leaves),
    plays: toNumber(row.t_plays),
    lastViewedAt: row.t_last_viewed_at instanceof Date ? row.t_last_viewed_at.toISOString() : null,
  };
}

export function toQualityItem(row: InsightRow, cards: CardMapper): QualityItemDto {
  return {
    item: cardOf(row, cards),
    issues: QUALITY_ISSUES.filter((issue) => (Number(row.t_issues) & bitOf(issue)) !== 0),
    bytes: toNumber(row.t_bytes),
    bitrateKbps: toNumber(row.t_bitrate_kbps),
    videoCodec: toText(row.t_video_codec),
    container: toText(row.t_container),
  };
}

export function stateOf(knowledge: string): UnwatchedState {
  return UNWATCHED_STATES.find((state) => KNOWLEDGE[state] === knowledge)!;
}

function cardOf(row: InsightRow, cards: CardMapper) {
  return cards.toCard(row as unknown as ItemRow);
}

/** Bigints arrive as text. */
function toNumber(value: unknown): number | null {
  return value === null ? null : Number(value);
}

function toText(value: unknown): string | null {
  return value === null ? null : String(value);
}

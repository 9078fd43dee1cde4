import type { QualityIssue, QualityItem } from '../../api/types';
import { TYPE_WORDS, resolutionWord } from '../../core/items/item-words';
import { UNKNOWN, formatBytes, formatCount, formatDay } from '../../ui/format';
import { CSV_ITEM, type CellStatus, type InsightRow, contextOf, csvItem } from './insight-row';
import { issueWord } from './insight-words';

const STATUS: Record<QualityIssue, Omit<CellStatus, 'label'>> = {
  lowBitrate: { tone: 'warn' },
  oldCodec: { tone: 'warn' },
  missingFile: { tone: 'bad' },
  missingIds: { tone: 'info', icon: 'link' },
};

export const QUALITY_CSV = [
  ...CSV_ITEM,
  'issues',
  'resolution',
  'videoCodec',
  'container',
  'bitrateKbps',
  'bytes',
  'available',
];

export function qualityRow({ item, issues, bytes, bitrateKbps, videoCodec, container }: QualityItem): InsightRow {
  return {
    id: item.id,
    bytes,
    title: item.title,
    context: contextOf(item),
    cells: {
      issues: issues.map((issue) => ({ ...STATUS[issue], label: issueWord(issue) })),
      type: TYPE_WORDS[item.type].one,
      video: videoWords(item.resolution, videoCodec, container),
      bitrate: bitrateKbps === null ? UNKNOWN : bitrateWords(bitrateKbps),
      added: formatDay(Date.parse(item.addedAt)),
      size: formatBytes(bytes),
    },
    csv: [
      ...csvItem(item),
      issues.join(' '),
      item.resolution,
      videoCodec,
      container,
      bitrateKbps,
      bytes,
      item.available,
    ],
  };
}

/** `1080p · mpeg4 · avi`, as far as Plex says. */
function videoWords(resolution: string | null, codec: string | null, container: string | null): string {
  const words = [resolution && resolutionWord(resolution), codec, container].filter(Boolean);
  return words.join(' · ') || UNKNOWN;
}

export function bitrateWords(kbps: number): string {
  return $localize`${formatCount(kbps)}:kbps: kbit/s`;
}

import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { Principal } from '../../common';
import { sendCsv, type CsvValue } from '../../infra/http';
import type { ItemCardDto } from '../item/item.dto';
import { DuplicateLists } from './duplicate-lists.service';
import type { DuplicateGroupDto, QualityItemDto, StorageItemDto, UnwatchedItemDto } from './insight.dto';
import { InsightLists } from './insight-lists.service';
import type {
  DuplicatesExportQuery,
  QualityExportQuery,
  StorageSortQuery,
  UnwatchedExportQuery,
} from './insight-query.dto';
import { readAll, type OpenList } from './open-list';

/** Rows that are in memory at a time. */
const BATCH = 500;

const ITEM = ['itemId', 'serverId', 'sectionId', 'type', 'title', 'show', 'season', 'number', 'year', 'addedAt'];
const STORAGE = [...ITEM, 'resolution', 'bytes', 'watchedMs'];
const UNWATCHED = [...ITEM, 'state', 'bytes', 'leaves', 'plays', 'lastViewedAt'];
const QUALITY = [...ITEM, 'issues', 'resolution', 'videoCodec', 'container', 'bitrateKbps', 'bytes', 'available'];
const DUPLICATES = [
  ...['groupId', 'kind', 'type', 'title', 'edition', 'show', 'season', 'number', 'year', 'server', 'library', 'itemId'],
  ...[
    'versionIndex',
    'resolution',
    'videoCodec',
    'container',
    'bitrateKbps',
    'hdr',
    'bytes',
    'freesWhenKept',
    'addedAt',
  ],
  'plays',
];

/** Lists of insights as CSV. What is unknown is empty. */
@Injectable()
export class InsightExport {
  constructor(
    private readonly lists: InsightLists,
    private readonly duplicateLists: DuplicateLists,
  ) {}

  async storageItems(principal: Principal, query: StorageSortQuery, response: Response): Promise<void> {
    const list = await this.lists.storage(principal, query);
    await sendCsv(response, 'storage.csv', STORAGE, rowsOf(list, storageLines));
  }

  async duplicates(principal: Principal, query: DuplicatesExportQuery, response: Response): Promise<void> {
    const list = await this.duplicateLists.open(principal, query);
    await sendCsv(response, 'duplicates.csv', DUPLICATES, rowsOf(list, duplicateLines));
  }

  async unwatched(principal: Principal, query: UnwatchedExportQuery, response: Response): Promise<void> {
    const list = await this.lists.unwatched(principal, query);
    await sendCsv(response, 'unwatched.csv', UNWATCHED, rowsOf(list, unwatchedLines));
  }

  async quality(principal: Principal, query: QualityExportQuery, response: Response): Promise<void> {
    const list = await this.lists.quality(principal, query);
    await sendCsv(response, 'quality.csv', QUALITY, rowsOf(list, qualityLines));
  }
}

async function* rowsOf<T>(list: OpenList<T>, toRows: (item: T) => CsvValue[][]): AsyncGenerator<CsvValue[][]> {
  for await (const batch of readAll(list, BATCH)) yield batch.flatMap(toRows);
}

function itemCells(item: ItemCardDto): CsvValue[] {
  const { id, serverId, sectionId, type, title, grandparentTitle, parentIndex, index, year, addedAt } = item;
  return [id, serverId, sectionId, type, title, grandparentTitle, parentIndex, index, year, addedAt];
}

function storageLines({ item, bytes, watchedMs }: StorageItemDto): CsvValue[][] {
  return [[...itemCells(item), item.resolution, bytes, watchedMs]];
}

function unwatchedLines({ item, state, bytes, leaves, plays, lastViewedAt }: UnwatchedItemDto): CsvValue[][] {
  return [[...itemCells(item), state, bytes, leaves, plays, lastViewedAt]];
}

function qualityLines({ item, issues, bytes, bitrateKbps, videoCodec, container }: QualityItemDto): CsvValue[][] {
  const { resolution, available } = item;
  return [[...itemCells(item), issues.join(' '), resolution, videoCodec, container, bitrateKbps, bytes, available]];
}

function duplicateLines(group: DuplicateGroupDto): CsvValue[][] {
  const { id, kind, type, title, editionTitle, grandparentTitle, parentIndex, index, year } = group;
  const head = [id, kind, type, title, editionTitle, grandparentTitle, parentIndex, index, year];
  return group.copies.map((copy) => [
    ...head,
    ...[copy.serverName, copy.sectionTitle, copy.itemId, copy.versionIndex, copy.resolution, copy.videoCodec],
    ...[copy.container, copy.bitrateKbps, copy.hdr, copy.bytes, copy.frees, copy.addedAt, copy.plays],
  ]);
}

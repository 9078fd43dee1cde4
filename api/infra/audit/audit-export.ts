import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { sendCsv, type CsvValue } from '../http';
import type { AuditEntryDto, AuditExportQuery } from './audit.dto';
import { AuditLog } from './audit-log';

const COLUMNS = [
  ...['at', 'action', 'outcome', 'errorCode', 'actorKind', 'actorId', 'actorName'],
  ...['targetKind', 'targetId', 'targetName', 'changes', 'address', 'userAgent', 'requestId'],
];

/** The audit log as a CSV file. */
@Injectable()
export class AuditExport {
  constructor(private readonly log: AuditLog) {}

  send(query: AuditExportQuery, response: Response): Promise<void> {
    const day = new Date().toISOString().slice(0, 10);
    return sendCsv(response, `smartplex-audit-${day}.csv`, COLUMNS, this.rows(query));
  }

  private async *rows(query: AuditExportQuery): AsyncGenerator<CsvValue[][]> {
    for await (const batch of this.log.batches(query)) yield batch.map(toRow);
  }
}

function toRow({ actor, target, ...entry }: AuditEntryDto): CsvValue[] {
  const { at, action, outcome, errorCode, changes, address, userAgent, requestId } = entry;
  return [
    ...[at.toISOString(), action, outcome, errorCode, actor?.kind ?? null, actor?.id ?? null, actor?.name ?? null],
    ...[target.kind, target.id, target.name],
    changes.map(({ field, from, to }) => `${field}: ${from ?? ''} → ${to ?? ''}`).join('; '),
    ...[address, userAgent, requestId],
  ];
}

import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { csvLine, sendCsv } from '../http';
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
    return sendCsv(response, `smartplex-audit-${day}.csv`, this.lines(query));
  }

  private async *lines(query: AuditExportQuery): AsyncGenerator<string> {
    let head = csvLine(COLUMNS);
    for await (const batch of this.log.batches(query)) {
      yield head + batch.map(toLine).join('');
      head = '';
    }
  }
}

function toLine({ actor, target, ...entry }: AuditEntryDto): string {
  const { at, action, outcome, errorCode, changes, address, userAgent, requestId } = entry;
  return csvLine([
    ...[at.toISOString(), action, outcome, errorCode, actor?.kind ?? null, actor?.id ?? null, actor?.name ?? null],
    ...[target.kind, target.id, target.name],
    changes.map(({ field, from, to }) => `${field}: ${from ?? ''} → ${to ?? ''}`).join('; '),
    ...[address, userAgent, requestId],
  ]);
}

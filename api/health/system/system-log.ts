import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor } from '../../common';
import type { EventStream } from '../../infra/http';
import { LOG_LEVELS, LogRing, parseLogLine, type LogLevel, type LogLine } from '../../infra/logging';
import type { SystemLogDto, SystemLogEventsQuery, SystemLogQuery } from './system-log.dto';

interface Filter {
  level?: LogLevel;
  q?: string;
  requestId?: string;
  since?: string;
}

type Match = (sequence: number, text: string) => LogLine | null;

/** The tail of this process's own log. */
@Injectable()
export class SystemLog {
  constructor(private readonly ring: LogRing) {}

  list({ limit, cursor, ...filter }: SystemLogQuery): SystemLogDto {
    const match = matching(filter);
    const items: LogLine[] = [];
    let more = false;
    for (const { sequence, text } of this.ring.newest(this.decode(cursor))) {
      const line = match(sequence, text);
      if (!line) continue;
      more = items.length === limit;
      if (more) break;
      items.push(line);
    }
    const nextCursor = more ? encodeCursor(this.listing, [items[items.length - 1].sequence]) : null;
    return { items, nextCursor, oldestAt: this.ring.oldestLine()?.at ?? null };
  }

  /** Sends lines from now on; what a reader that lags misses is counted and not kept for it. */
  follow(filter: SystemLogEventsQuery, stream: EventStream): void {
    const match = matching(filter);
    let lagging = false;
    let missed = 0;
    const catchUp = (): void => {
      lagging = false;
      if (missed > 0) stream.send({ event: 'missed', data: { count: missed } });
      missed = 0;
    };
    const stopListening = this.ring.listen((sequence, text) => {
      const line = match(sequence, text);
      if (!line) return;
      if (lagging) missed++;
      else if (!stream.send({ event: 'line', id: String(sequence), data: line })) {
        lagging = true;
        void stream.drained().then(catchUp);
      }
    });
    stream.closed.addEventListener('abort', stopListening, { once: true });
  }

  private get listing(): string {
    return `system-log ${this.ring.id}`;
  }

  private decode(cursor: string | undefined): number | null {
    return cursor === undefined ? null : (decodeCursor(this.listing, cursor, ['number'])[0] as number);
  }
}

/** Answers the line when it passes every filter; what can be told from its text is asked first. */
function matching({ level, q, requestId, since }: Filter): Match {
  const words = [q?.trim().toLowerCase(), requestId?.toLowerCase()].filter((word) => word !== undefined);
  const lowest = level ? LOG_LEVELS.indexOf(level) : 0;
  const earliest = since ? new Date(since).toISOString() : '';
  return (sequence, text) => {
    const lower = text.toLowerCase();
    if (!words.every((word) => lower.includes(word))) return null;
    const line = parseLogLine(sequence, text);
    const fits =
      LOG_LEVELS.indexOf(line.level) >= lowest &&
      (line.at ?? '') >= earliest &&
      (requestId === undefined || line.requestId === requestId);
    return fits ? line : null;
  };
}

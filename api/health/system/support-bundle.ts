import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { givenSettings } from '../../infra/config';
import { SchemaState } from '../../infra/database';
import { LogRing, parseLogLine } from '../../infra/logging';
import { JobReport } from '../../infra/queue';
import { HealthReport } from '../health-report';
import { supportLine } from './support-lines';
import { SystemReport } from './system-report';
import { SystemQuery } from './system.query';

const RUNS = 100;
const JOBS = 200;
const LINES = 2_000;
const LINES_AT_ONCE = 100;

type Part = [name: string, read: () => Promise<unknown> | unknown];

/**
 * A file that can be sent along with a question: JSON, gzipped. It names no person, title, server, address, path or
 * secret; a part that cannot be read is null.
 */
@Injectable()
export class SupportBundle {
  constructor(
    private readonly system: SystemReport,
    private readonly health: HealthReport,
    private readonly schema: SchemaState,
    private readonly query: SystemQuery,
    private readonly jobs: JobReport,
    private readonly ring: LogRing,
  ) {}

  async send(response: Response): Promise<void> {
    const time = new Date().toISOString().slice(0, 16).replace(/\D/g, '');
    response.status(200).set({
      'Content-Type': 'application/gzip',
      'Content-Disposition': `attachment; filename="smartplex-support-${time}.json.gz"`,
      'Cache-Control': 'no-store',
    });
    // A reader that goes away ends it; that is no fault of ours.
    await pipeline(Readable.from(this.text()), createGzip(), response).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    });
  }

  private parts(): Part[] {
    return [
      ['system', () => this.system.get()],
      ['settings', () => givenSettings()],
      ['dependencies', () => this.dependencies()],
      ['schema', () => this.schema.get()],
      ['tables', () => this.query.tables()],
      ['runs', () => this.query.runs(RUNS)],
      ['jobs', () => this.jobs.recent(JOBS)],
    ];
  }

  private async *text(): AsyncGenerator<string> {
    yield `{"format":1,"generatedAt":${JSON.stringify(new Date())}`;
    for (const [name, read] of this.parts()) {
      const value = await Promise.resolve()
        .then(read)
        .catch(() => null);
      yield `,\n${JSON.stringify(name)}:${JSON.stringify(value)}`;
    }
    yield ',\n"log":[';
    // Each piece waits for its turn in the pool of threads that zips it: line by line that was seconds on a busy machine.
    const lines = [...this.lines()].map((line) => `\n${JSON.stringify(line)}`);
    for (let at = 0; at < lines.length; at += LINES_AT_ONCE) {
      yield `${at === 0 ? '' : ','}${lines.slice(at, at + LINES_AT_ONCE).join(',')}`;
    }
    yield ']}\n';
  }

  /** Media servers by number: their names are their owners' business. */
  private async dependencies(): Promise<unknown> {
    const { status, dependencies } = await this.health.get();
    return { status, dependencies: dependencies.map(({ name: _, ...rest }) => rest) };
  }

  /** Newest first. */
  private *lines(): Generator<Record<string, unknown>> {
    let count = 0;
    for (const { sequence, text } of this.ring.newest()) {
      if (count++ === LINES) return;
      yield supportLine(parseLogLine(sequence, text));
    }
  }
}

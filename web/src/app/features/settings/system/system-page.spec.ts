import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { CUSTOM_ELEMENTS_SCHEMA } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { provideApi } from '../../../api/provide-api';
import type { Dependency, System } from '../../../api/types';
import { LogTail } from './log-tail';
import { SystemPage } from './system-page';

const DAY_MS = 24 * 3600 * 1000;
const dependency = (name: string, more: Partial<Dependency>): Dependency => ({
  ...{ name, kind: 'plex', status: 'up', latencyMs: null, lastGoodAt: null, version: null },
  ...more,
});
const system = (role: System['process']['role']): System => ({
  ...{ version: '1.0.0', node: '24.1.0', platform: 'linux x64', timeZone: 'UTC', redis: null, jobs: null },
  process: { role, pid: 12, startedAt: '2026-11-26T00:00:00.000Z', uptimeMs: 1, memoryBytes: 1 },
  figures: {
    ...{ requests: 1, failedRequests: 0, upstreamCalls: 0, failedUpstreamCalls: 0 },
    ...{ posters: 0, postersFromDisk: 0, aiTokens: 0, eventLoopLagMs: null },
  },
  database: {
    ...{ status: 'up', embedded: true, version: '18.1', sizeBytes: 1, schema: null },
    pool: { open: 1, max: 10, idle: 1, waiting: 0 },
  },
  storage: { freeBytes: null, totalBytes: null },
  lastBackup: null,
});

describe('the system page', () => {
  async function open(role: System['process']['role'], dependencies: Dependency[] = []): Promise<HTMLElement> {
    TestBed.configureTestingModule({ providers: [provideApi(), provideHttpClientTesting(), provideRouter([])] });
    // Follows a stream, which this browser has none of.
    TestBed.overrideComponent(SystemPage, {
      remove: { imports: [LogTail] },
      add: { schemas: [CUSTOM_ELEMENTS_SCHEMA] },
    });
    const http = TestBed.inject(HttpTestingController);
    const fixture = TestBed.createComponent(SystemPage);
    fixture.detectChanges();
    await new Promise((resolve) => setTimeout(resolve));
    http.expectOne('/api/v1/health').flush({ status: 'up', version: '1.0.0', dependencies });
    http.expectOne('/api/v1/system').flush(system(role));
    for (let turn = 0; turn < 3; turn++) {
      await new Promise((resolve) => setTimeout(resolve));
      fixture.detectChanges();
    }
    return fixture.nativeElement as HTMLElement;
  }
  const wordsOf = (node: Element | null) => node?.textContent?.replace(/\s+/g, ' ').trim();

  it('tells of each media server how old its oldest library is', async () => {
    const host = await open('all', [
      dependency('database', { kind: 'database' }),
      dependency('Attic', { oldestSyncAt: new Date(Date.now() - 3 * DAY_MS).toISOString() }),
      dependency('Cellar', { oldestSyncAt: null }),
    ]);
    const rows = [...host.querySelectorAll('.dependencies li')].map((row) => wordsOf(row.querySelector('.age')));
    expect(rows).toEqual([undefined, 'oldest library: as of 3 days ago', undefined]);
  });

  it.each([
    ['all', false],
    ['api', true],
  ] as const)('says whose figures they are where its process is %s: %s', async (role, said) => {
    const host = await open(role);
    expect(wordsOf(host)).toContain('Since this process started');
    expect(wordsOf(host)?.includes('those of the one that answered')).toBe(said);
  });
});

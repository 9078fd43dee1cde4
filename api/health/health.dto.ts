import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** Answer of a probe: which parts failed, and nothing about how. */
export class ReadinessDto {
  @ApiProperty({ enum: ['ok', 'error'], example: 'ok' })
  status: 'ok' | 'error';

  /** Failed parts by name: `database`, `queue`, `redis`. */
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'object' },
    example: { database: { status: 'down' } },
  })
  error?: Record<string, { status: 'down' }>;
}

export class DependencyDto {
  /** `database`, `queue`, `redis`, `storage`, or the name of a media server. */
  @ApiProperty({ example: 'database' })
  name: string;

  @ApiProperty({ enum: ['database', 'queue', 'redis', 'storage', 'plex'] })
  kind: 'database' | 'queue' | 'redis' | 'storage' | 'plex';

  /** `degraded`: SmartPlex works, a part of what it shows may be stale. */
  @ApiProperty({ enum: ['up', 'degraded', 'down'] })
  status: 'up' | 'degraded' | 'down';

  /** Of the check that made this answer, in ms; null where nothing was asked. */
  @ApiProperty({ type: Number, nullable: true, example: 1.2 })
  latencyMs: number | null;

  /** When the dependency last answered well. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  lastGoodAt: string | null;

  @ApiProperty({ type: String, nullable: true, example: '18.4' })
  version: string | null;

  /**
   * Of a media server: when its enabled library was synced that waits longest, or when that was found where it never
   * was. Null where none is synced; only media servers have it.
   */
  @ApiPropertyOptional({ type: String, format: 'date-time', nullable: true, example: '2026-11-26T03:10:00.000Z' })
  oldestSyncAt?: string | null;
}

export class HealthReportDto {
  @ApiProperty({ enum: ['up', 'degraded', 'down'] })
  status: 'up' | 'degraded' | 'down';

  /** SmartPlex's own version. */
  @ApiProperty({ example: '1.0.0' })
  version: string;

  dependencies: DependencyDto[];
}

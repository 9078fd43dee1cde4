import { ApiProperty } from '@nestjs/swagger';

/** Somebody who watched an item. */
export class WatcherDto {
  /** Both null for somebody who has not signed in here: only Plex knows the name. */
  @ApiProperty({ nullable: true, format: 'uuid', type: String })
  userId: string | null;

  @ApiProperty({ nullable: true, type: String, example: 'Ben' })
  displayName: string | null;

  /** Views; of a show, season, artist or album those of what lies below. */
  @ApiProperty({ type: 'integer', example: 3 })
  plays: number;

  /** Those that were seen to 90 percent or more. */
  @ApiProperty({ type: 'integer', example: 2 })
  finished: number;

  @ApiProperty({ type: Date, example: '2026-03-01T20:00:00.000Z' })
  lastViewedAt: Date;
}

export class WatcherListDto {
  items: WatcherDto[];

  @ApiProperty({ nullable: true, type: String })
  nextCursor: string | null;
}

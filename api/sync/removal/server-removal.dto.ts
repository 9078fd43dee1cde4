import { ApiProperty } from '@nestjs/swagger';

const ITEM_TYPES = ['movie', 'show', 'season', 'episode', 'artist', 'album', 'track'] as const;

export class RemovedItemsDto {
  @ApiProperty({ enum: ITEM_TYPES, enumName: 'RemovedItemType' })
  type: (typeof ITEM_TYPES)[number];
  /** Those in Plex's trash are not counted, as nowhere else. */
  @ApiProperty({ type: 'integer', example: 1204 })
  count: number;
}

/** What `DELETE /plex/servers/:id` would take away from SmartPlex. Nothing changes on Plex itself. */
export class ServerRemovalDto {
  @ApiProperty({ format: 'uuid' })
  serverId: string;
  @ApiProperty({ example: 'Attic' })
  serverName: string;
  @ApiProperty({ type: 'integer', example: 5 })
  sections: number;
  /** Types of which there are none are left out. */
  @ApiProperty({ type: [RemovedItemsDto] })
  items: RemovedItemsDto[];
  /** Views that SmartPlex remembers from this server, also those that Plex itself has forgotten. They cannot be brought back. */
  @ApiProperty({ type: 'integer', example: 20431 })
  playsRemoved: number;
  /** Views on other servers, which stay. */
  @ApiProperty({ type: 'integer', example: 310 })
  playsKept: number;
  /** When the oldest of the removed views was; null without any. */
  @ApiProperty({ nullable: true, type: Date })
  oldestPlayAt: Date | null;
  /** Sync runs whose history goes. */
  @ApiProperty({ type: 'integer', example: 96 })
  runs: number;
  /** Users, not administrators, who see a section of this server now and none of any other. */
  @ApiProperty({ type: 'integer', example: 2 })
  usersLeftWithout: number;
}

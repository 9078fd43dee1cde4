import { ApiProperty } from '@nestjs/swagger';

const ITEM_TYPES = ['movie', 'show', 'season', 'episode', 'artist', 'album', 'track'] as const;

export class RemovedItemsDto {
  @ApiProperty({ enum: ITEM_TYPES, enumName: 'RemovedItemType' })
  type: (typeof ITEM_TYPES)[number];
  /** Those in Plex's trash are not among them: see `itemsInTrash`. */
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
  /** Titles of all types in Plex's trash, which go besides those in `items`. */
  @ApiProperty({ type: 'integer', example: 7 })
  itemsInTrash: number;
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
  /** What other people than the owner have seen of the titles and where they stopped: one for each person and title. */
  @ApiProperty({ type: 'integer', example: 5120 })
  viewStates: number;
  /** Days of which it is known how large the libraries were. */
  @ApiProperty({ type: 'integer', example: 212 })
  sizeDays: number;
  /** Users, not administrators, who see a section of this server now and none of any other. */
  @ApiProperty({ type: 'integer', example: 2 })
  usersLeftWithout: number;
}

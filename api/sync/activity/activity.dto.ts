import { ApiProperty } from '@nestjs/swagger';
import { ItemCardDto } from '../../library';
import { SyncRunDto } from '../run/sync-run.dto';

const text = { nullable: true, type: String } as const;
const integer = { nullable: true, type: 'integer' } as const;

/** Who watches. All null for somebody whom the server does not name. */
export class ViewerDto {
  /** Null for somebody who has not signed in here. */
  @ApiProperty({ ...text, format: 'uuid' })
  userId: string | null;

  /** Of our user, else as the media server calls that person. */
  @ApiProperty({ ...text, example: 'Ben' })
  displayName: string | null;
}

/** What it is watched on, as far as Plex tells. */
export class PlayerDto {
  /** As its owner calls it. */
  @ApiProperty({ ...text, example: 'Living room' })
  name: string | null;

  /** The program. */
  @ApiProperty({ ...text, example: 'Plex for Apple TV' })
  product: string | null;

  @ApiProperty({ ...text, example: 'tvOS' })
  platform: string | null;

  /** In the server's own network; null where Plex does not tell. */
  @ApiProperty({ nullable: true, type: Boolean })
  local: boolean | null;
}

export const PLAYING_STATES = ['playing', 'paused', 'buffering'] as const;
export const DELIVERIES = ['direct-play', 'direct-stream', 'transcode'] as const;

/** Something that is being watched or listened to. */
export class NowPlayingDto {
  /** Stays the same as long as the viewing lasts. */
  @ApiProperty({ example: '6b1f1c1e-7a55-4f0b-9d3a-3a8e3c7f2f10:17' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  serverId: string;

  viewer: ViewerDto;

  /** Null for what is in no library that is synced. */
  @ApiProperty({ nullable: true, type: ItemCardDto })
  item: ItemCardDto | null;

  /** As the server told it, also where `item` is null. */
  @ApiProperty({ example: 'The Long Night' })
  title: string;

  /** Show or artist. */
  @ApiProperty({ ...text, example: 'The Silver River' })
  grandparentTitle: string | null;

  @ApiProperty({ enum: PLAYING_STATES, enumName: 'PlayingState' })
  state: (typeof PLAYING_STATES)[number];

  /** Where they are, in ms. */
  @ApiProperty({ type: 'integer', format: 'int64', example: 1_800_000 })
  offsetMs: number;

  @ApiProperty({ ...integer, format: 'int64', example: 5_400_000 })
  durationMs: number | null;

  /** 0 to 100; null where the length is unknown. */
  @ApiProperty({ ...integer, minimum: 0, maximum: 100, example: 33 })
  percent: number | null;

  player: PlayerDto;

  /** `direct-stream`: another container, the same pictures and sound. Null where Plex does not tell. */
  @ApiProperty({ nullable: true, enum: DELIVERIES, enumName: 'Delivery', type: String })
  delivery: (typeof DELIVERIES)[number] | null;
}

/** How fresh the news of a server is. */
export class PlayingServerDto {
  @ApiProperty({ format: 'uuid' })
  serverId: string;

  @ApiProperty({ example: 'Attic' })
  name: string;

  /** False while nobody knows what is played there: nothing of it is in the list. */
  known: boolean;

  /** When the sessions of the server were last read; null before the first time. */
  @ApiProperty({ nullable: true, type: String, format: 'date-time' })
  asOf: string | null;
}

/** What a `playing` event carries: the whole list. */
export class PlayingDto {
  /** By server, then as Plex lists them. */
  items: NowPlayingDto[];

  servers: PlayingServerDto[];
}

export class ActivityDto {
  /** Runs that wait or work. */
  runs: SyncRunDto[];

  playing: PlayingDto;
}

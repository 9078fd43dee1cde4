import { ApiProperty } from '@nestjs/swagger';
import { UserSummaryDto } from './user.dto';

export class UserSectionDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ example: 'Films' })
  title: string;
  /** As Plex has it: movie, show, artist. */
  @ApiProperty({ example: 'movie' })
  type: string;
}

/** A server of which the user may see something. */
export class UserServerDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ example: 'Attic' })
  name: string;
  @ApiProperty({ type: [UserSectionDto] })
  sections: UserSectionDto[];
}

/** A browser in which the user is signed in. */
export class UserSessionDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
  /** User agent that the browser gave when it signed in. */
  @ApiProperty({ example: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' })
  userAgent: string;
  /** Network address that the browser signed in from. */
  @ApiProperty({ example: '192.168.1.20' })
  address: string;
  createdAt: Date;
  /** Accurate to a minute. */
  lastUsedAt: Date;
  /** When the session ends unless it is used again. */
  expiresAt: Date;
  /** Whether it is the session of this request. */
  current: boolean;
}

export class UserPlaysDto {
  /** Of all times. */
  @ApiProperty({ type: 'integer', example: 812 })
  total: number;
  @ApiProperty({ type: 'integer', example: 41 })
  last30Days: number;
  /** Null without any. */
  @ApiProperty({ nullable: true, type: Date })
  lastAt: Date | null;
}

export class UserDetailDto extends UserSummaryDto {
  /** When plex.tv last told what is shared with this user; null for administrators, of whom nobody asks. */
  @ApiProperty({ nullable: true, type: Date })
  membershipCheckedAt: Date | null;
  @ApiProperty({ type: [UserServerDto] })
  servers: UserServerDto[];
  /** Newest first. */
  @ApiProperty({ type: [UserSessionDto] })
  sessions: UserSessionDto[];
  plays: UserPlaysDto;
}

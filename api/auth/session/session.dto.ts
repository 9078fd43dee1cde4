import { ApiProperty } from '@nestjs/swagger';
import { UserDto } from '../user/user.dto';

/** The signed-in person and the session of this browser. */
export class CurrentSessionDto {
  user: UserDto;
  /** When the session ends unless it is used again. */
  expiresAt: Date;
}

/** A browser that is signed in. */
export class SessionDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
  /** User agent that the browser gave when it signed in. */
  @ApiProperty({ example: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' })
  userAgent: string;
  /** Network address that the browser signed in from. */
  @ApiProperty({ example: '192.168.1.20' })
  address: string;
  createdAt: Date;
  lastUsedAt: Date;
  /** When the session ends unless it is used again. */
  expiresAt: Date;
  /** Whether it is the session of this request. */
  current: boolean;
}

export class SessionListDto {
  items: SessionDto[];
  @ApiProperty({ nullable: true, type: String, example: null })
  nextCursor: string | null;
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { UserDto } from '../user/user.dto';

/** A started sign-in: send the browser to `authUrl`, then claim. */
export class SignInPinDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
  /** Shown on Plex's page, so that people can compare. */
  @ApiProperty({ example: 'q5w7e8r9t0y1u2i3o4p5a6s7d' })
  code: string;
  /** Plex's sign-in page; it sends the browser back to `/login?pin=<id>`. */
  @ApiProperty({ example: 'https://app.plex.tv/auth#?clientID=…&code=…&forwardUrl=…' })
  authUrl: string;
  expiresAt: Date;
}

export class ClaimPinDto {
  /** Needed only until there is an administrator. */
  @ApiPropertyOptional({ nullable: true, type: String, maxLength: 200, example: 'q3Zk8-1xWm4t' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  setupCode?: string | null;
}

export class SignInClaimDto {
  /** `pending`: not approved at Plex yet, claim again in a second. */
  @ApiProperty({ enum: ['pending', 'complete'] })
  status: 'pending' | 'complete';
  /** Only when complete. */
  user?: UserDto;
}

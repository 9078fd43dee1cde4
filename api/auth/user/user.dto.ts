import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, ValidateIf } from 'class-validator';
import { ROLES, type Role } from '../../common';

export class UserDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
  /** Empty for managed users of a Plex Home. */
  @ApiProperty({ example: 'marta' })
  username: string;
  @ApiProperty({ example: 'Marta' })
  displayName: string;
  @ApiProperty({ nullable: true, type: String, example: 'marta@example.org' })
  email: string | null;
  @ApiProperty({ nullable: true, type: String, example: 'https://plex.tv/users/1/avatar' })
  avatarUrl: string | null;
  @ApiProperty({ enum: ROLES, enumName: 'Role' })
  role: Role;
  disabled: boolean;
  /** Accurate to a minute; null for who never used the portal. */
  @ApiProperty({ nullable: true, type: Date })
  lastActiveAt: Date | null;
}

export class UserListDto {
  items: UserDto[];
  @ApiProperty({ nullable: true, type: String })
  nextCursor: string | null;
}

export class UpdateUserDto {
  @ApiPropertyOptional({ enum: ROLES, enumName: 'Role' })
  @ValidateIf((_, value) => value !== undefined)
  @IsIn(ROLES)
  role?: Role;

  /** A disabled user is signed out everywhere at once and cannot sign in. */
  @ApiPropertyOptional()
  @ValidateIf((_, value) => value !== undefined)
  @IsBoolean()
  disabled?: boolean;
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, MaxLength, ValidateIf } from 'class-validator';
import { PageQuery, ROLES, type Role } from '../../common';

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

/** A user as administrators see one in the list. */
export class UserSummaryDto extends UserDto {
  createdAt: Date;
  /** Browsers that are signed in now. */
  @ApiProperty({ type: 'integer', example: 2 })
  sessionCount: number;
  /** Sections that this person may see; administrators see all enabled ones. */
  @ApiProperty({ type: 'integer', example: 3 })
  visibleSectionCount: number;
  /** Keys that this person made, expired ones among them. */
  @ApiProperty({ type: 'integer', example: 0 })
  apiKeyCount: number;
  /** Views in the last 30 days, on any server. */
  @ApiProperty({ type: 'integer', example: 41 })
  plays30d: number;
}

export class UserListDto {
  items: UserSummaryDto[];
  @ApiProperty({ nullable: true, type: String })
  nextCursor: string | null;
}

export class UserListQuery extends PageQuery {
  /** Part of a name or e-mail address, in any letter case. */
  @ApiPropertyOptional({ maxLength: 200, example: 'mar' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;

  @ApiPropertyOptional({ enum: ROLES, enumName: 'Role' })
  @IsOptional()
  @IsIn(ROLES)
  role?: Role;

  @ApiPropertyOptional({ type: Boolean })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean({ message: '$property must be true or false' })
  disabled?: boolean;
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

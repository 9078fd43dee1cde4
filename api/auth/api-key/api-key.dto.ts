import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { IsTime, SCOPES, type Scope } from '../../common';

export class CreateApiKeyDto {
  /** What the key is for. */
  @ApiProperty({ example: 'Home dashboard', maxLength: 100 })
  @IsString()
  @MaxLength(100)
  @Matches(/\S/, { message: '$property must not be blank' })
  name: string;

  /** What the key may do; `admin` includes the others. */
  @ApiProperty({ enum: SCOPES, enumName: 'Scope', isArray: true, example: ['library:read'] })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(SCOPES.length)
  @IsIn(SCOPES, { each: true })
  scopes: Scope[];

  /** End of the key; without it the key works until it is deleted. */
  @ApiProperty({ required: false, nullable: true, type: String, format: 'date-time' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  @IsTime()
  expiresAt?: string | null;
}

const API_KEY_STATES = ['active', 'expired', 'suspended'] as const;
export type ApiKeyState = (typeof API_KEY_STATES)[number];

export class ApiKeyMakerDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ example: 'Marta' })
  displayName: string;
}

export class ApiKeyDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ example: 'Home dashboard' })
  name: string;
  @ApiProperty({ enum: SCOPES, enumName: 'Scope', isArray: true, example: ['library:read'] })
  scopes: Scope[];
  createdAt: Date;
  /** Accurate to a minute. */
  @ApiProperty({ nullable: true, type: Date })
  lastUsedAt: Date | null;
  /** Network address of that use; null when there was none, or none was noted. */
  @ApiProperty({ nullable: true, type: String, example: '192.168.1.40' })
  lastUsedAddress: string | null;
  @ApiProperty({ nullable: true, type: Date })
  expiresAt: Date | null;
  /** `suspended`: its maker is disabled or no administrator, so the key does not work. */
  @ApiProperty({ enum: API_KEY_STATES, enumName: 'ApiKeyState' })
  state: ApiKeyState;
  createdBy: ApiKeyMakerDto;
}

export class CreatedApiKeyDto extends ApiKeyDto {
  /** The key itself, shown only this once. */
  @ApiProperty({ example: 'sp_3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' })
  key: string;
}

export class ApiKeyListDto {
  items: ApiKeyDto[];
  @ApiProperty({ nullable: true, type: String })
  nextCursor: string | null;
}

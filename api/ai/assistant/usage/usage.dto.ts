import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, Matches, ValidateIf } from 'class-validator';

/** A year has four digits, and PostgreSQL knows none that is 0. */
const MONTH = /^(?!0000)\d{4}-(0[1-9]|1[0-2])$/;

const integer = { type: 'integer', format: 'int64' } as const;

class UsageSumDto {
  /** Tokens sent. */
  @ApiProperty({ ...integer, example: 52000 })
  promptTokens: number;
  /** Tokens written. */
  @ApiProperty({ ...integer, example: 6100 })
  completionTokens: number;
  /** Both together. */
  @ApiProperty({ ...integer, example: 58100 })
  tokens: number;
  /** How often the provider was asked; one answer may take several calls. */
  @ApiProperty({ type: 'integer', example: 34 })
  calls: number;
  /** Calls whose tokens were reckoned from the length of the texts, since the provider does not count them. */
  @ApiProperty({ type: 'integer', example: 0 })
  estimatedCalls: number;
  /** In the currency of the prices that were set then; null: no prices were known. */
  @ApiProperty({ nullable: true, type: Number, example: 0.0123 })
  cost: number | null;
  /** Calls that are not in `cost`, since no prices were set then. */
  @ApiProperty({ type: 'integer', example: 0 })
  unpricedCalls: number;
}

export class AiUsageDto extends UsageSumDto {
  /** Of UTC. */
  @ApiProperty({ example: '2026-03' })
  month: string;
  /** Tokens of a month; null: no limit. */
  @ApiProperty({ nullable: true, ...integer, example: 500000 })
  limit: number | null;
  /** Null: no limit. */
  @ApiProperty({ nullable: true, ...integer, example: 441900 })
  left: number | null;
}

export class AiUserUsageDto extends UsageSumDto {
  @ApiProperty({ format: 'uuid' })
  userId: string;
  @ApiProperty({ example: 'Ada' })
  displayName: string;
  /** Within the month. */
  lastUsedAt: Date;
}

export class AiUsageQueryDto {
  /** Of UTC; absent: this one. */
  @ApiPropertyOptional({ pattern: MONTH.source, example: '2026-03' })
  @ValidateIf((_, value) => value !== undefined)
  @Matches(MONTH, { message: '$property must be a month such as 2026-03' })
  month?: string;
}

export class AiUserUsageListDto {
  /** Of UTC. */
  @ApiProperty({ example: '2026-03' })
  month: string;
  /** The first month in which anybody asked anything; null: nobody ever did. */
  @ApiProperty({ nullable: true, type: String, example: '2026-01' })
  firstMonth: string | null;
  /** How many people may sign in, and so spend a budget each. */
  @ApiProperty({ type: 'integer', example: 5 })
  people: number;
  /** Whoever asked anything, most tokens first. */
  items: AiUserUsageDto[];
  /** Always null: the list is whole. */
  @ApiProperty({ nullable: true, type: String, example: null })
  nextCursor: string | null;
}

export class AiPreferencesDto {
  /** Off: nothing of the caller goes to the AI provider. */
  @IsBoolean()
  enabled: boolean;
}

import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';

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
}

export class AiUserUsageListDto {
  /** Of UTC. */
  @ApiProperty({ example: '2026-03' })
  month: string;
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

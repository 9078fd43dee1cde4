import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { MODEL_FIELDS, type ModelField } from '../tools/allowed-fields';
import { IsProviderUrl } from './provider-url.validation';

const AI_SETTING_SOURCES = ['environment', 'settings'] as const;
export type AiSettingSource = (typeof AI_SETTING_SOURCES)[number];

const MOST_TOKENS = 1_000_000_000_000;
const MOST_PRICE = 1_000_000;
const isGiven = (_: unknown, value: unknown): boolean => value !== undefined && value !== null;
const PRINTABLE = { message: '$property must be printable characters without spaces' };

export class AiStatusDto {
  /** Whether there is an AI provider to ask. */
  configured: boolean;
  /** Name of the model in use; null without a provider. */
  @ApiProperty({ nullable: true, type: String, example: 'llama3.3:70b' })
  model: string | null;
  /** Whether the caller may and wants to use it: false where an administrator, or the caller, switched it off. */
  enabled: boolean;
  /** What the caller says alone; see `/ai/preferences`. */
  enabledForMe: boolean;
  /** What of the library the provider may read where it is asked. */
  @ApiProperty({ enum: MODEL_FIELDS, enumName: 'ModelField', isArray: true })
  allowedFields: ModelField[];
}

export class AiSettingsDto {
  /** Address and model are both known. */
  configured: boolean;
  /** Of an OpenAI-compatible API; null where none is set. */
  @ApiProperty({ nullable: true, type: String, example: 'http://192.168.1.30:11434/v1' })
  baseUrl: string | null;
  /** Where it comes from. What the environment sets cannot be changed here; null where nothing is set. */
  @ApiProperty({ nullable: true, enum: AI_SETTING_SOURCES, enumName: 'AiSettingSource' })
  baseUrlSource: AiSettingSource | null;
  @ApiProperty({ nullable: true, type: String, example: 'llama3.3:70b' })
  model: string | null;
  @ApiProperty({ nullable: true, enum: AI_SETTING_SOURCES, enumName: 'AiSettingSource' })
  modelSource: AiSettingSource | null;
  /** Whether there is a key; the key itself is never shown. */
  apiKeySet: boolean;
  /** A key of the environment goes with an address of the environment only. */
  @ApiProperty({ nullable: true, enum: AI_SETTING_SOURCES, enumName: 'AiSettingSource' })
  apiKeySource: AiSettingSource | null;
  /** Off: nobody's questions go to the provider. */
  enabled: boolean;
  /** Tokens, sent and written, of one person in one month (UTC); null: no limit. */
  @ApiProperty({ nullable: true, type: 'integer', example: 500000 })
  monthlyTokensPerUser: number | null;
  /** Of a million tokens sent, in the provider's currency; null: not known. */
  @ApiProperty({ nullable: true, type: Number, example: 0.15 })
  pricePerMillionInput: number | null;
  /** Of a million tokens written, in the provider's currency; null: not known. */
  @ApiProperty({ nullable: true, type: Number, example: 0.6 })
  pricePerMillionOutput: number | null;
  /** What the provider may read of the library. */
  @ApiProperty({ enum: MODEL_FIELDS, enumName: 'ModelField', isArray: true })
  allowedFields: ModelField[];
}

/** An address, model and key: what is absent is taken as it is set. A new address forgets the key of the old one, unless a key comes with it. */
export class TestAiSettingsDto {
  /** With path, without query: the part before `/chat/completions`. */
  @ApiPropertyOptional({ nullable: true, type: String, maxLength: 500, example: 'http://192.168.1.30:11434/v1' })
  @ValidateIf(isGiven)
  @IsProviderUrl()
  @MaxLength(500)
  baseUrl?: string | null;

  @ApiPropertyOptional({ nullable: true, type: String, maxLength: 200, example: 'llama3.3:70b' })
  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(200)
  @Matches(/^[\x21-\x7e]+$/, PRINTABLE)
  model?: string | null;

  @ApiPropertyOptional({ nullable: true, type: String, maxLength: 1000, writeOnly: true, example: 'xxxxxxxxxxxxxxxx' })
  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(1000)
  @Matches(/^[\x21-\x7e]+$/, PRINTABLE)
  apiKey?: string | null;
}

/** What is absent stays; null of a number takes it away. */
export class UpdateAiSettingsDto extends TestAiSettingsDto {
  @ApiPropertyOptional()
  @ValidateIf((_, value) => value !== undefined)
  @IsBoolean()
  enabled?: boolean;

  /** Null: no limit; 0: nobody may ask. */
  @ApiPropertyOptional({ nullable: true, type: 'integer', minimum: 0, maximum: MOST_TOKENS, example: 500000 })
  @ValidateIf(isGiven)
  @IsInt()
  @Min(0)
  @Max(MOST_TOKENS)
  monthlyTokensPerUser?: number | null;

  @ApiPropertyOptional({ nullable: true, type: Number, minimum: 0, maximum: MOST_PRICE, example: 0.15 })
  @ValidateIf(isGiven)
  @IsNumber()
  @Min(0)
  @Max(MOST_PRICE)
  pricePerMillionInput?: number | null;

  @ApiPropertyOptional({ nullable: true, type: Number, minimum: 0, maximum: MOST_PRICE, example: 0.6 })
  @ValidateIf(isGiven)
  @IsNumber()
  @Min(0)
  @Max(MOST_PRICE)
  pricePerMillionOutput?: number | null;

  /** The whole list. Without `titles` the provider words answers without knowing what they name. */
  @ApiPropertyOptional({ enum: MODEL_FIELDS, enumName: 'ModelField', isArray: true })
  @ValidateIf((_, value) => value !== undefined)
  @IsArray()
  @ArrayUnique()
  @IsIn(MODEL_FIELDS, { each: true })
  allowedFields?: ModelField[];
}

const AI_TEST_OUTCOMES = [
  'ok',
  'unreachable',
  'tls',
  'timeout',
  'unauthorized',
  'unknown-model',
  'no-tools',
  'filtered',
  'malformed',
  'rate-limited',
  'no-credit',
  'server-error',
] as const;
export type AiTestOutcome = (typeof AI_TEST_OUTCOMES)[number];

export class AiTestDto {
  /** `no-tools`: the model answers but cannot call tools, which the assistant needs. `filtered`: a filter of the provider held the answer back. `malformed`: what answers is no OpenAI-compatible API. */
  @ApiProperty({ enum: AI_TEST_OUTCOMES, enumName: 'AiTestOutcome' })
  outcome: AiTestOutcome;
  /** Time to the model's whole answer, in ms; null when it gave none. */
  @ApiProperty({ nullable: true, type: 'integer', example: 840 })
  latencyMs: number | null;
  /** The model that was asked for. */
  @ApiProperty({ example: 'llama3.3:70b' })
  model: string;
}

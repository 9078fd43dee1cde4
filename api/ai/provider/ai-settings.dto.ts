import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, Matches, MaxLength, ValidateIf } from 'class-validator';
import { IsProviderUrl } from './provider-url.validation';

const AI_SETTING_SOURCES = ['environment', 'settings'] as const;
export type AiSettingSource = (typeof AI_SETTING_SOURCES)[number];

const isGiven = (_: unknown, value: unknown): boolean => value !== undefined && value !== null;
const PRINTABLE = { message: '$property must be printable characters without spaces' };

export class AiStatusDto {
  /** Whether there is an AI provider to ask. */
  configured: boolean;
  /** Name of the model in use; null without a provider. */
  @ApiProperty({ nullable: true, type: String, example: 'llama3.3:70b' })
  model: string | null;
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
}

/** What is absent stays, null clears. A new address forgets the key of the old one, unless a key comes with it. */
export class UpdateAiSettingsDto {
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

/** Values to try before they are saved; what is absent is taken as it is set. */
export class TestAiSettingsDto extends UpdateAiSettingsDto {}

const AI_TEST_OUTCOMES = [
  'ok',
  'unreachable',
  'tls',
  'timeout',
  'unauthorized',
  'unknown-model',
  'no-tools',
  'malformed',
  'rate-limited',
  'server-error',
] as const;
export type AiTestOutcome = (typeof AI_TEST_OUTCOMES)[number];

export class AiTestDto {
  /** `no-tools`: the model answers but cannot call tools, which the assistant needs. `malformed`: what answers is no OpenAI-compatible API. */
  @ApiProperty({ enum: AI_TEST_OUTCOMES, enumName: 'AiTestOutcome' })
  outcome: AiTestOutcome;
  /** Time to the model's whole answer, in ms; null when it gave none. */
  @ApiProperty({ nullable: true, type: 'integer', example: 840 })
  latencyMs: number | null;
  /** The model that was asked for. */
  @ApiProperty({ example: 'llama3.3:70b' })
  model: string;
}

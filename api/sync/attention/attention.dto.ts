import { ApiProperty } from '@nestjs/swagger';

export const ATTENTION_CODES = [
  'account-token-revoked',
  'server-unauthorized',
  'disk-full',
  'scheduler-stopped',
  'server-offline',
  'removals-held',
  'library-vanished',
  'run-failed',
  'run-incomplete',
  'history-import-failing',
  'job-failed',
  'disk-nearly-full',
  'push-off',
  'never-synced',
] as const;
export type AttentionCode = (typeof ATTENTION_CODES)[number];

const SEVERITIES = ['critical', 'warning', 'notice'] as const;
export type Severity = (typeof SEVERITIES)[number];

const id = { nullable: true, type: String, format: 'uuid' } as const;

/** Something that went wrong and stays so until somebody sees to it. */
export class AttentionDto {
  /** The same for the same matter, as long as it lasts. */
  @ApiProperty({ example: 'server-offline:6b1f1c1e-7a55-4f0b-9d3a-3a8e3c7f2f10' })
  id: string;

  @ApiProperty({ enum: ATTENTION_CODES, enumName: 'AttentionCode', example: 'server-offline' })
  code: AttentionCode;

  /** `critical`: something does not work. `warning`: what is shown may be out of date or incomplete. `notice`: for your decision. */
  @ApiProperty({ enum: SEVERITIES, enumName: 'AttentionSeverity', example: 'critical' })
  severity: Severity;

  /** What it means, in one sentence of English. */
  @ApiProperty({ example: 'The server has not answered since; what is shown of it is as it was then.' })
  detail: string;

  /** Name of the server, account or library, or the kind of job; null where it is about this host. */
  @ApiProperty({ nullable: true, type: String, example: 'Attic' })
  subject: string | null;

  /** Null where nobody knows. */
  @ApiProperty({ nullable: true, type: String, format: 'date-time' })
  since: string | null;

  /** Items held, jobs failed, free bytes of the disk; null where nothing is counted. */
  @ApiProperty({ nullable: true, type: 'integer', format: 'int64', example: null })
  count: number | null;

  /** Why, where a code says it: an error code of the run, of a section, of the import or of the job. */
  @ApiProperty({ nullable: true, type: String, example: null })
  errorCode: string | null;

  @ApiProperty(id)
  serverId: string | null;

  @ApiProperty(id)
  sectionId: string | null;

  @ApiProperty(id)
  runId: string | null;

  /** Where in the portal it is mended. */
  @ApiProperty({ example: '/settings/servers' })
  path: string;
}

export class AttentionListDto {
  /** Most urgent first, and of one urgency the latest; empty when all is well. */
  items: AttentionDto[];

  /** Always null: the list is whole. */
  @ApiProperty({ nullable: true, type: String, example: null })
  nextCursor: string | null;
}

import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { AUDIT_ACTIONS, IsTime, PageQuery, type AuditAction } from '../../common';

const AUDIT_OUTCOMES = ['done', 'refused', 'failed'] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

const AUDIT_ACTOR_KINDS = ['user', 'api-key'] as const;
export type AuditActorKind = (typeof AUDIT_ACTOR_KINDS)[number];

export class AuditQuery extends PageQuery {
  /** Id of the user or API key that acted. */
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  actor?: string;

  @ApiPropertyOptional({ enum: AUDIT_ACTIONS, enumName: 'AuditAction' })
  @IsOptional()
  @IsIn(AUDIT_ACTIONS)
  action?: AuditAction;

  /** The earliest time, inclusive. */
  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  @IsTime()
  from?: string;

  /** The end, exclusive. */
  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  @IsTime()
  to?: string;

  /** Part of the name of who acted, of the name or id of what was acted upon, of the code of the act, an address or a request id. */
  @ApiPropertyOptional({ maxLength: 200, example: 'attic' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;
}

/** The same filters, without pages. */
export class AuditExportQuery extends OmitType(AuditQuery, ['limit', 'cursor'] as const) {}

export class AuditActorDto {
  @ApiProperty({ enum: AUDIT_ACTOR_KINDS, enumName: 'AuditActorKind' })
  kind: AuditActorKind;
  /** Of the user or API key; it may be gone by now. */
  @ApiProperty({ format: 'uuid' })
  id: string;
  /** As it was at the time. */
  @ApiProperty({ example: 'Marta' })
  name: string;
}

export class AuditTargetDto {
  /** What was acted upon: `user`, `api-key`, `server`, `section`, `sync` and the like. */
  @ApiProperty({ example: 'server' })
  kind: string;
  /** Null where there is only one of the kind, and where the act failed before one came to be. */
  @ApiProperty({ nullable: true, type: String, example: '0b1f6a52-6a7e-4f43-9a0c-6a9b0d5c2f11' })
  id: string | null;
  /** As it was at the time; null where it has none. */
  @ApiProperty({ nullable: true, type: String, example: 'Attic' })
  name: string | null;
}

/** A field that the act changed. Secrets are named, never shown. */
export class AuditChangeDto {
  @ApiProperty({ example: 'role' })
  field: string;
  /** Null where it had no value. */
  @ApiProperty({ nullable: true, type: String, example: 'user' })
  from: string | null;
  /** Null where it has no value any more. */
  @ApiProperty({ nullable: true, type: String, example: 'admin' })
  to: string | null;
}

export class AuditEntryDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
  /** When the act began. */
  at: Date;
  @ApiProperty({ enum: AUDIT_ACTIONS, enumName: 'AuditAction' })
  action: AuditAction;
  /** Null where nobody was signed in: a sign-in that was refused. */
  @ApiProperty({ nullable: true, type: AuditActorDto })
  actor: AuditActorDto | null;
  target: AuditTargetDto;
  @ApiProperty({ type: [AuditChangeDto] })
  changes: AuditChangeDto[];
  /** Network address that the act came from, as TRUST_PROXY lets it be known; empty where unknown. */
  @ApiProperty({ example: '192.168.1.20' })
  address: string;
  /** The first 200 characters of what the browser or program calls itself. */
  @ApiProperty({ example: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' })
  userAgent: string;
  @ApiProperty({ nullable: true, type: String, example: '0d9b8a52-3c2e-4f0e-9a5e-5f5f8c3b6a10' })
  requestId: string | null;
  /** Null: nobody knows; the act is under way, or SmartPlex ended in the middle of it. */
  @ApiProperty({ nullable: true, enum: AUDIT_OUTCOMES, enumName: 'AuditOutcome' })
  outcome: AuditOutcome | null;
  /** Code of the problem that refused or failed it; null otherwise. */
  @ApiProperty({ nullable: true, type: String, example: 'last-admin' })
  errorCode: string | null;
}

export class AuditListDto {
  @ApiProperty({ type: [AuditEntryDto] })
  items: AuditEntryDto[];
  @ApiProperty({ nullable: true, type: String })
  nextCursor: string | null;
}

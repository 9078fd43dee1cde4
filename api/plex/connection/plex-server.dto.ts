import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsString, Matches, MaxLength, ValidateIf } from 'class-validator';
import type { TestedConnection } from './connection-picker';
import { IsServerUrl, RefusedWith } from './plex-server.validation';
import type { PlexServer } from './plex-server';
import type { PlexServerStatus } from './plex-server.entity';
import type { ServerChoice } from './server-link';
import { TEST_FAULTS, type TestFault } from './server-probe';

/** Either `machineIdentifier`, as `GET /plex/servers/available` lists it, or `url` and `token`. */
export class RegisterServerDto {
  /** Of a server that the administrator's Plex account owns. */
  @ApiPropertyOptional({ maxLength: 200, example: '5f3a9c0e1b7d4286aa10c2de90b4f7731e88d2c4' })
  @ValidateIf((body: RegisterServerDto) => body.machineIdentifier !== undefined || body.url === undefined)
  @IsString({ message: 'give machineIdentifier, or url and token' })
  @MaxLength(200)
  @Matches(/^[\x21-\x7e]+$/, { message: 'must be printable characters without spaces' })
  @RefusedWith('url', 'token')
  machineIdentifier?: string;

  /** Address of the server, with its port. */
  @ApiPropertyOptional({ maxLength: 500, format: 'uri', example: 'http://192.168.1.20:32400' })
  @ValidateIf((body: RegisterServerDto) => body.url !== undefined || body.token !== undefined)
  @IsServerUrl()
  @MaxLength(500)
  url?: string;

  /** A Plex token that the server accepts. */
  @ApiPropertyOptional({ maxLength: 200, writeOnly: true, example: 'xxxxxxxxxxxxxxxxxxxx' })
  @ValidateIf((body: RegisterServerDto) => body.url !== undefined || body.token !== undefined)
  @IsString()
  @MaxLength(200)
  @Matches(/^[\x21-\x7e]+$/, { message: 'must be printable characters without spaces' })
  token?: string;

  /** Links a registered server anew even though its present link works; otherwise that is refused with 409. */
  @ApiPropertyOptional({ default: false })
  @ValidateIf((body: RegisterServerDto) => body.relink !== undefined)
  @IsBoolean()
  relink?: boolean;
}

/** A registered media server. */
export class PlexServerDto {
  @ApiProperty({ format: 'uuid', example: '0b1f6a52-6a7e-4f43-9a0c-6a9b0d5c2f11' })
  id: string;

  @ApiProperty({ example: '5f3a9c0e1b7d4286aa10c2de90b4f7731e88d2c4' })
  machineIdentifier: string;

  @ApiProperty({ example: 'Attic' })
  name: string;

  @ApiProperty({ example: '1.41.3.9314' })
  version: string;

  @ApiProperty({ example: 'Linux' })
  platform: string;

  @ApiProperty({ example: true })
  owned: boolean;

  /** Address that answered last. */
  @ApiProperty({ example: 'http://192.168.1.20:32400' })
  uri: string;

  /** `unauthorized`: Plex refuses the stored token, register the server again to link it anew. */
  @ApiProperty({ enum: ['online', 'offline', 'unauthorized'], enumName: 'PlexServerStatus', example: 'online' })
  status: PlexServerStatus;

  /** When the server last answered. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-01-31T12:00:00.000Z' })
  lastSeenAt: string | null;
}

export class PlexServerListDto {
  @ApiProperty({ type: [PlexServerDto] })
  items: PlexServerDto[];

  /** Always null: every server is in this answer. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class TestedConnectionDto implements TestedConnection {
  @ApiProperty({ example: 'http://192.168.1.20:32400' })
  uri: string;

  /** In the server's own network. */
  @ApiProperty({ example: true })
  local: boolean;

  /** Through Plex's relay, which is slow. */
  @ApiProperty({ example: false })
  relay: boolean;

  /** The server itself answered there within 4 seconds. */
  @ApiProperty({ example: true })
  reachable: boolean;

  /** Time to the answer, in ms; null when there was none. */
  @ApiProperty({ type: 'integer', nullable: true, example: 12 })
  latencyMs: number | null;
}

/** A server that plex.tv lists for the administrator's account. */
export class AvailableServerDto {
  @ApiProperty({ example: '5f3a9c0e1b7d4286aa10c2de90b4f7731e88d2c4' })
  machineIdentifier: string;

  @ApiProperty({ example: 'Attic' })
  name: string;

  /** Only owned servers can be registered. */
  @ApiProperty({ example: true })
  owned: boolean;

  /** In the order in which they are preferred. */
  @ApiProperty({ type: [TestedConnectionDto] })
  connections: TestedConnectionDto[];
}

export class AvailableServerListDto {
  @ApiProperty({ type: [AvailableServerDto] })
  items: AvailableServerDto[];

  /** Always null: every server is in this answer. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class ServerTestDto {
  @ApiProperty({ example: true })
  ok: boolean;

  /** What went wrong; null when all is well. */
  @ApiProperty({ enum: TEST_FAULTS, enumName: 'ServerTestFault', nullable: true, example: null })
  fault: TestFault | null;

  /** Time to the server's first answer, in ms; null when there was none. */
  @ApiProperty({ type: 'integer', nullable: true, example: 12 })
  latencyMs: number | null;

  /** Version that the server tells; null when it did not answer. */
  @ApiProperty({ type: String, nullable: true, example: '1.41.3.9314' })
  version: string | null;
}

export function toPlexServerDto(server: PlexServer): PlexServerDto {
  const { id, machineIdentifier, name, version, platform, owned, uri, status, lastSeenAt } = server;
  return {
    id,
    machineIdentifier,
    name,
    version,
    platform,
    owned,
    uri,
    status,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
  };
}

/** The validation has made sure that it is the one or the other. */
export function toServerChoice({ machineIdentifier, url, token }: RegisterServerDto): ServerChoice {
  return machineIdentifier === undefined ? { url: url!, token: token! } : { machineIdentifier };
}

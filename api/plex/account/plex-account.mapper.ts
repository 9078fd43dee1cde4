import { PlexError } from '../plex.errors';
import { asRows, isRow, readCount, readFlag, readMoment, readNumber, readText, type RawRow } from '../server/readers';
import { isToken } from '../transport';
import type {
  PinCheck,
  PlexPin,
  PlexResource,
  PlexResourceConnection,
  PlexUser,
  SharedServer,
  SharedUser,
  SharedUserServer,
} from './plex-account.types';

/**
 * Readers of plex.tv replies. The same functions read JSON and XML: the XML parser puts attributes and
 * child elements side by side, as JSON does, with text for every value.
 */

const FALLBACK_PIN_LIFE_MS = 15 * 60_000;

export function readPin(reply: unknown, path: string, now = Date.now()): Omit<PlexPin, 'clientIdentifier'> {
  const row = unwrap(reply, 'pin', path);
  const id = readAccountId(row.id);
  const code = readText(row.code);
  if (id === null || code === null) throw malformed(path, 'pin');
  return { id, code, expiresAt: readPinExpiry(row, now) };
}

function readPinExpiry(row: RawRow, now: number): Date {
  const inSeconds = readNumber(row.expiresIn);
  // Our own clock decides about the end, so the span is better than plex.tv's time of day.
  if (inSeconds !== null && inSeconds > 0 && inSeconds < 86_400) return new Date(now + inSeconds * 1000);
  const expiresAt = readMoment(row.expiresAt);
  return expiresAt !== null && expiresAt.getTime() > now ? expiresAt : new Date(now + FALLBACK_PIN_LIFE_MS);
}

/** `authToken` is null in JSON and "" in XML while nobody has approved. */
export function readPinCheck(reply: unknown, path: string): PinCheck {
  const row = unwrap(reply, 'pin', path);
  if (readAccountId(row.id) === null) throw malformed(path, 'pin');
  if (row.authToken === undefined || row.authToken === null || row.authToken === '') return { state: 'pending' };
  if (!isToken(row.authToken)) throw malformed(path, 'pin-token');
  return { state: 'complete', authToken: row.authToken };
}

export function readUser(reply: unknown, path: string): PlexUser {
  const row = unwrap(reply, 'user', path);
  const id = readAccountId(row.id);
  if (id === null) throw malformed(path, 'account-id');
  const username = readText(row.username);
  return {
    id,
    uuid: readText(row.uuid),
    username,
    friendlyName: readText(row.friendlyName),
    title: readText(row.title) ?? username ?? id,
    email: readText(row.email),
    thumb: readWebAddress(row.thumb),
  };
}

/** JSON is a bare array; XML wraps it as `<resources><resource>`, the legacy form as `<MediaContainer><Device>`. */
export function readResources(reply: unknown, path: string): PlexResource[] {
  const rows = listOf(reply, path, [
    ['resources', 'resource'],
    ['MediaContainer', 'Device'],
  ]);
  return rows.map(toResource).filter((resource) => resource !== null);
}

function toResource(row: RawRow): PlexResource | null {
  const clientIdentifier = readText(row.clientIdentifier);
  if (clientIdentifier === null) return null;
  const nested = isRow(row.connections) ? row.connections.connection : row.connections;
  return {
    clientIdentifier,
    name: readText(row.name) ?? clientIdentifier,
    provides: (readText(row.provides) ?? '').split(',').map((role) => role.trim()),
    owned: readFlag(row.owned),
    ownerId: readAccountId(row.ownerId),
    accessToken: isToken(row.accessToken) ? row.accessToken : null,
    httpsRequired: readFlag(row.httpsRequired),
    presence: readFlag(row.presence),
    connections: asRows(nested ?? row.Connection)
      .map(toConnection)
      .filter((connection) => connection !== null),
  };
}

function toConnection(row: RawRow): PlexResourceConnection | null {
  const uri = readText(row.uri);
  if (uri === null || !URL.canParse(uri)) return null;
  const { protocol, hostname } = new URL(uri);
  if (protocol !== 'http:' && protocol !== 'https:') return null;
  return {
    uri: uri.replace(/\/+$/, ''),
    protocol: protocol.slice(0, -1),
    address: readText(row.address) ?? hostname,
    port: readCount(row.port),
    local: readFlag(row.local),
    relay: readFlag(row.relay),
  };
}

export function readSharedUsers(reply: unknown, path: string): SharedUser[] {
  const rows = listOf(reply, path, [['MediaContainer', 'User']]);
  return rows.map(toSharedUser).filter((user) => user !== null);
}

function toSharedUser(row: RawRow): SharedUser | null {
  const id = readAccountId(row.id);
  if (id === null) return null;
  const username = readText(row.username);
  return {
    id,
    username,
    title: readText(row.title) ?? username ?? id,
    email: readText(row.email),
    thumb: readWebAddress(row.thumb),
    home: readFlag(row.home),
    restricted: readFlag(row.restricted),
    servers: asRows(row.Server)
      .map(toSharedUserServer)
      .filter((server) => server !== null),
  };
}

function toSharedUserServer(row: RawRow): SharedUserServer | null {
  const machineIdentifier = readText(row.machineIdentifier);
  if (machineIdentifier === null) return null;
  return {
    machineIdentifier,
    owned: readFlag(row.owned),
    pending: readFlag(row.pending),
    allLibraries: readFlag(row.allLibraries),
    numLibraries: readCount(row.numLibraries),
  };
}

export function readSharedServers(reply: unknown, path: string): SharedServer[] {
  const rows = listOf(reply, path, [['MediaContainer', 'SharedServer']]);
  return rows.map(toSharedServer).filter((server) => server !== null);
}

function toSharedServer(row: RawRow): SharedServer | null {
  const userId = readAccountId(row.userID);
  if (userId === null) return null;
  const sections = asRows(row.Section).filter((section) => section.shared === undefined || readFlag(section.shared));
  return {
    userId,
    username: readText(row.username),
    accessToken: isToken(row.accessToken) ? row.accessToken : null,
    allLibraries: readFlag(row.allLibraries),
    sectionKeys: sections.map((section) => readText(section.key)).filter((key) => key !== null),
  };
}

/** A positive whole number that PostgreSQL's bigint holds, as text; JSON numbers beyond 2^53 are already wrong. */
function readAccountId(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? String(value) : null;
  if (typeof value !== 'string' || !/^[1-9]\d{0,18}$/.test(value)) return null;
  return BigInt(value) <= 9_223_372_036_854_775_807n ? value : null;
}

function readWebAddress(value: unknown): string | null {
  const text = readText(value);
  return text !== null && /^https?:\/\/\S{1,2000}$/.test(text) ? text : null;
}

/** XML has the object as root element, JSON is the object itself. */
function unwrap(reply: unknown, root: string, path: string): RawRow {
  const inner = isRow(reply) && reply[root] !== undefined && reply.id === undefined ? reply[root] : reply;
  if (!isRow(inner)) throw malformed(path, root);
  return inner;
}

function listOf(reply: unknown, path: string, shapes: [root: string, row: string][]): readonly RawRow[] {
  if (Array.isArray(reply)) return asRows(reply);
  for (const [root, name] of shapes) {
    if (!isRow(reply) || reply[root] === undefined) continue;
    const container = reply[root];
    // An empty element without attributes is read as "".
    if (isRow(container)) return asRows(container[name]);
    if (container === '') return [];
  }
  throw malformed(path, 'list');
}

function malformed(path: string, detail: string): PlexError {
  return new PlexError('malformed', path, { status: 200, detail });
}

import { XMLParser } from 'fast-xml-parser';
import { PlexError } from '../plex.errors';
import type { PlexReply } from './plex-reply';

const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const LESS_THAN = 0x3c;

/**
 * The JSON of a reply. Media servers and proxies in front of them answer XML, HTML or nothing with a
 * 200: content type and first byte decide before anything is parsed.
 * @throws PlexError `malformed`
 */
export function parseJson(reply: PlexReply, path: string): unknown {
  const malformed = (detail: string) => new PlexError('malformed', path, { status: reply.status, detail });
  const first = firstByte(reply.body);
  if (first === undefined) throw malformed('empty');
  if (/\b(html|xml)\b/.test(reply.contentType) || first === LESS_THAN) throw malformed('content-type');
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) throw malformed('first-byte');
  // The parser's own message quotes the body, which may hold tokens: it is dropped.
  const value = tryParse(reply.body.toString('utf8')) ?? tryParse(withoutRawControls(reply.body));
  if (value === undefined) throw malformed('json');
  return value;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

/** Some servers write strings with raw control characters, which JSON forbids: line breaks become blanks, the rest goes. */
function withoutRawControls(body: Buffer): string {
  const clean = Buffer.allocUnsafe(body.length);
  let length = 0;
  for (const byte of body) {
    if (byte >= 0x20) clean[length++] = byte;
    else if (byte === 0x09 || byte === 0x0a || byte === 0x0d) clean[length++] = 0x20;
  }
  return clean.toString('utf8', 0, length);
}

function firstByte(body: Buffer): number | undefined {
  let i = body.length >= 3 && body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0;
  while (i < body.length && body[i] <= 0x20) i++;
  return body[i];
}

const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseAttributeValue: false,
  parseTagValue: false,
  processEntities: true,
});

/**
 * JSON, or XML read into the same kind of object: attributes and child elements side by side, text
 * only. plex.tv answers either on nearly every route, and XML on the old ones whatever is asked.
 * A document type, which Plex never sends, is refused: it could name entities, of other files too.
 * @throws PlexError `malformed`
 */
export function parseJsonOrXml(reply: PlexReply, path: string): unknown {
  if (firstByte(reply.body) !== LESS_THAN) return parseJson(reply, path);
  const malformed = (detail: string) => new PlexError('malformed', path, { status: reply.status, detail });
  const text = reply.body.toString('utf8');
  if (/\bhtml\b/.test(reply.contentType) || /<!doctype|^\s*<html/i.test(text)) throw malformed('content-type');
  try {
    return xml.parse(text, true) as unknown;
  } catch {
    throw malformed('xml');
  }
}

import { plexValue } from '../http/call';
import type { Reply } from '../http/reply';
import { route } from '../http/router';
import { element } from '../wire/xml-element';
import type { Pin } from './pins';
import { tvError, tvReply, type TvCall, type TvRoute } from './tv-call';

const NOT_FOUND = 'Code not found or expired';
const LOCATION = {
  code: 'DE',
  european_union_member: true,
  continent_code: 'EU',
  country: 'Germany',
  city: 'Lower Piddock',
  time_zone: 'Europe/Berlin',
  postal_code: '00000',
  in_privacy_restricted_country: true,
  in_privacy_restricted_region: true,
  subdivisions: '',
  coordinates: '0.0, 0.0',
};

function pinReply(call: TvCall, pin: Pin, status: number): Reply {
  const expiresIn = Math.max(0, Math.round((pin.expiresAtMs - call.tv.clock.nowMs()) / 1000));
  const fields = {
    id: pin.id,
    code: pin.code,
    product: pin.product,
    trusted: false,
    qr: `${call.tv.uri}/api/v2/pins/qr/${pin.code}`,
    clientIdentifier: pin.clientIdentifier,
  };
  const times = {
    expiresIn,
    createdAt: new Date(pin.createdAtMs).toISOString(),
    expiresAt: new Date(pin.expiresAtMs).toISOString(),
  };
  const json = { ...fields, location: LOCATION, ...times, authToken: pin.authToken, newRegistration: null };
  // XML cannot say null: a pending PIN has authToken="".
  return tvReply(
    call,
    json,
    () =>
      element('pin', { ...fields, ...times, authToken: pin.authToken, newRegistration: '' }, [
        element('location', LOCATION),
      ]),
    status,
  );
}

function create(call: TvCall): Reply {
  const form = new URLSearchParams(call.body);
  const strong = (call.query.get('strong') ?? form.get('strong') ?? jsonStrong(call.body)) === 'true';
  const product = plexValue(call, 'X-Plex-Product') ?? form.get('X-Plex-Product') ?? 'Plex API';
  const pin = call.tv.pins.create(clientOf(call) ?? '', product, strong);
  return pinReply(call, pin, 201);
}

function jsonStrong(body: string): string | null {
  return /"strong"\s*:\s*(?:true|"true")/.test(body) ? 'true' : null;
}

export const clientOf = (call: TvCall): string | null =>
  plexValue(call, 'X-Plex-Client-Identifier') ?? new URLSearchParams(call.body).get('X-Plex-Client-Identifier');

function check(call: TvCall, [id]: string[]): Reply {
  const pin = call.tv.pins.get(Number(id), clientOf(call));
  return pin ? pinReply(call, pin, 200) : tvError(call, 404, 1020, NOT_FOUND);
}

/** What plex.tv/link does: the signed-in person types the four characters. */
function link(call: TvCall): Reply {
  const code = new URLSearchParams(call.body).get('code') ?? call.query.get('code') ?? '';
  const pin = call.tv.pins.byCode(code);
  if (!pin) return tvError(call, 404, 1020, NOT_FOUND);
  pin.authToken = call.tv.directory.issueToken(call.account.id);
  return { status: 204, type: 'application/json', body: '' };
}

export const PIN_ROUTES: TvRoute[] = [
  { ...route<TvCall>('POST', /^\/api\/v2\/pins\/?$/, create), open: true },
  { ...route<TvCall>('GET', /^\/api\/v2\/pins\/(\d+)\/?$/, check), open: true },
  route<TvCall>('PUT', /^\/api\/v2\/pins\/link$/, link),
] as TvRoute[];

import { jsonReply, type Reply } from '../http/reply';
import { CONSENT_PAGE, LINK_PAGE } from './consent-page';
import type { TvCall } from './tv-call';

const page = (html: string): Reply => ({
  status: 200,
  type: 'text/html; charset=utf-8',
  body: html,
  headers: { 'Cache-Control': 'no-store' },
});

interface Decision {
  code?: string;
  account?: string;
  allow?: boolean;
}

/** The page and its two calls; at plex.tv the person would have signed in with a password here. */
export function consentRoute(call: TvCall): Reply | null {
  return ROUTES[`${call.method} ${call.path.replace(/\/$/, '')}`]?.(call) ?? null;
}

const ROUTES: Record<string, ((call: TvCall) => Reply) | undefined> = {
  'GET /auth': () => page(CONSENT_PAGE),
  'GET /link': () => page(LINK_PAGE),
  'GET /pins/link': () => page(LINK_PAGE),
  'GET /auth/accounts': (call) => jsonReply(accounts(call)),
  'GET /auth/pin': pinState,
  'POST /auth/decision': decide,
};

function accounts(call: TvCall): object[] {
  return call.tv.directory.accounts.map(({ id, title, email, restricted }) => ({
    id,
    title,
    email,
    restricted,
    owner: id === call.tv.directory.ownerId,
  }));
}

function pinState(call: TvCall): Reply {
  const pin = call.tv.pins.byCode(call.query.get('code') ?? '');
  return pin
    ? jsonReply({ product: pin.product, approved: pin.authToken !== null })
    : jsonReply({ error: 'expired' }, 404);
}

function decide(call: TvCall): Reply {
  const { code, account, allow } = JSON.parse(call.body) as Decision;
  const pin = call.tv.pins.byCode(code ?? '');
  if (!pin) return jsonReply({ error: 'expired' }, 404);
  // A refused PIN simply stays without a token.
  if (allow !== true) {
    pin.denied = true;
    return jsonReply({ denied: true });
  }
  const person = call.tv.directory.find(account);
  if (!person) return jsonReply({ error: 'unknown account' }, 400);
  pin.authToken = call.tv.directory.issueToken(person.id);
  return jsonReply({ approved: true });
}

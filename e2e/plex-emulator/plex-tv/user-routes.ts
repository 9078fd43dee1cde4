import { hashText, hex } from '../core/hash';
import { jsonReply, xmlReply, type Reply } from '../http/reply';
import { tokenOf } from '../http/call';
import { route } from '../http/router';
import { element } from '../wire/xml-element';
import type { Account } from './account';
import { tvError, tvReply, type TvCall, type TvRoute } from './tv-call';

const FEATURES = ['webhooks', 'pass', 'hardware_transcoding', 'content_filter', 'sync', 'lyrics'] as const;

export const thumbOf = (call: TvCall, account: Account): string =>
  `${call.tv.uri}/users/${account.uuid}/avatar?c=${hex(hashText(account.uuid), 1)}`;

interface UserFields {
  [key: string]: string | number | boolean | null;
}

function userFields(call: TvCall, account: Account, authToken: string): UserFields {
  return {
    id: account.id,
    uuid: account.uuid,
    username: account.username,
    title: account.title,
    email: account.email,
    friendlyName: '',
    locale: null,
    confirmed: true,
    joinedAt: 1_420_070_400,
    emailOnlyAuth: false,
    hasPassword: account.username !== '',
    protected: false,
    thumb: thumbOf(call, account),
    authToken,
    mailingListStatus: 'unsubscribed',
    mailingListActive: false,
    scrobbleTypes: '',
    country: 'DE',
    restricted: account.restricted,
    anonymous: null,
    home: account.home,
    guest: false,
    homeSize: 2,
    homeAdmin: account.homeAdmin,
    maxHomeSize: 15,
    rememberExpiresAt: null,
    adsConsent: null,
    adsConsentSetAt: null,
    experimentalFeatures: false,
    twoFactorEnabled: false,
    backupCodesCreated: false,
    attributionPartner: null,
  };
}

function subscription(account: Account): {
  active: boolean;
  subscribedAt: string | null;
  status: string;
  paymentService: string | null;
  plan: string | null;
} {
  return account.plexPass
    ? {
        active: true,
        subscribedAt: '2019-03-14 09:26:53 UTC',
        status: 'Active',
        paymentService: null,
        plan: 'lifetime',
      }
    : { active: false, subscribedAt: null, status: 'Inactive', paymentService: null, plan: null };
}

function userReply(call: TvCall, account: Account, authToken: string, status = 200): Reply {
  const fields = userFields(call, account, authToken);
  const plan = subscription(account);
  const features = account.plexPass ? FEATURES : [];
  const json = {
    ...fields,
    subscription: { ...plan, features },
    subscriptionDescription: null,
    profile: { autoSelectAudio: true, defaultAudioLanguage: 'en' },
    entitlements: account.plexPass ? ['ios', 'android'] : [],
    roles: account.plexPass ? ['plexpass'] : [],
    services: [],
  };
  return tvReply(
    call,
    json,
    () =>
      element('user', fields, [
        element('subscription', plan, [
          element(
            'features',
            {},
            features.map((id) => element('feature', { id })),
          ),
        ]),
        element('profile', { autoSelectAudio: true, defaultAudioLanguage: 'en' }),
        element('entitlements', {}),
        element('roles', {}, account.plexPass ? [element('role', { id: 'plexpass' })] : []),
      ]),
    status,
  );
}

const user = (call: TvCall): Reply => userReply(call, call.account, tokenOf(call) ?? '');

/** The old form, still used by many tools. */
function legacyAccount(call: TvCall, [suffix]: string[]): Reply {
  const { id, uuid, username, title, email } = call.account;
  const fields = {
    id,
    uuid,
    email,
    username,
    title,
    thumb: thumbOf(call, call.account),
    authToken: tokenOf(call) ?? '',
  };
  if (suffix === '.json')
    return jsonReply({
      user: {
        ...fields,
        joined_at: '2015-01-01T00:00:00Z',
        hasPassword: true,
        authentication_token: fields.authToken,
        subscription: subscription(call.account),
        roles: { roles: [] },
        entitlements: [],
      },
    });
  return xmlReply(
    element('user', { ...fields, authenticationToken: fields.authToken }, [
      element('username', {}, [username]),
      element('email', {}, [email]),
    ]),
  );
}

function ping(call: TvCall): Reply {
  return tvReply(call, { pong: true }, () => element('pong', {}));
}

function signOut(call: TvCall): Reply {
  call.tv.directory.revoke(tokenOf(call) ?? '');
  return { status: 204, type: 'application/json', body: '' };
}

/** The whole list is replaced; needs Plex Pass. */
function webhooks(call: TvCall): Reply {
  if (!call.account.plexPass) return tvError(call, 403, 1046, 'Plex Pass required');
  if (call.method === 'POST') {
    const form = new URLSearchParams(call.body);
    call.tv.webhooks.set(call.account.id, [...form.getAll('urls[]'), ...form.getAll('urls')].filter(Boolean));
  }
  const urls = call.tv.webhooks.get(call.account.id) ?? [];
  return tvReply(
    call,
    urls.map((url) => ({ url })),
    () =>
      element(
        'webhooks',
        {},
        urls.map((url) => element('webhook', { url })),
      ),
    call.method === 'POST' ? 201 : 200,
  );
}

/** Becoming a managed user gives a token of that user. */
function switchUser(call: TvCall, [id]: string[]): Reply {
  const target = call.tv.directory.accounts.find((account) => account.uuid === id || String(account.id) === id);
  if (!target?.home) return tvError(call, 404, 1002, 'User not found');
  if (!call.account.homeAdmin) return tvError(call, 403, 1003, 'Forbidden');
  return userReply(call, target, call.tv.directory.issueToken(target.id), 201);
}

export const USER_ROUTES: TvRoute[] = [
  route<TvCall>('GET', /^\/api\/v2\/user\/?$/, user),
  route<TvCall>('GET', /^\/users\/account(\.json|\.xml)?$/, legacyAccount),
  route<TvCall>('GET', /^\/api\/v2\/ping$/, ping),
  route<TvCall>('DELETE', /^\/api\/v2\/users\/signout$/, signOut),
  route<TvCall>('GET POST', /^\/api\/v2\/user\/webhooks\/?$/, webhooks),
  route<TvCall>('POST', /^\/api\/(?:v2\/)?home\/users\/(\w+)\/switch$/, switchUser),
] as TvRoute[];

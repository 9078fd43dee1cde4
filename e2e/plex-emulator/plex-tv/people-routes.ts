import { hashText } from '../core/hash';
import { jsonReply, xmlReply, type Reply } from '../http/reply';
import { route } from '../http/router';
import type { MediaServer } from '../pms/media-server';
import { element } from '../wire/xml-element';
import type { Account } from './account';
import { tvError, tvReply, type TvCall, type TvRoute } from './tv-call';
import { thumbOf } from './user-routes';

/** plex.tv numbers shares and servers with ids of its own. */
const shareId = (server: MediaServer, account: Account): number =>
  1_000_000 + (hashText(`${server.machineIdentifier}:${account.id}`) % 8_000_000);

function serverOf(call: TvCall, server: MediaServer, account: Account): string {
  const shared = call.tv.directory.sharedSections(server.machineIdentifier, account.id) ?? new Set();
  return element('Server', {
    id: shareId(server, account),
    serverId: hashText(server.machineIdentifier) % 1_000_000,
    machineIdentifier: server.machineIdentifier,
    name: server.name,
    lastSeenAt: call.tv.clock.nowSeconds(),
    numLibraries: shared.size,
    allLibraries: shared.size === server.allSections.length,
    owned: true,
    pending: false,
  });
}

const sharing = (call: TvCall, account: Account): MediaServer[] =>
  call.tv.servers.filter(
    (server) => call.tv.directory.sharedSections(server.machineIdentifier, account.id) !== undefined,
  );

/** Friends and home users; the owner is never in his own list, and others have no servers to share. */
function isKnown(call: TvCall, account: Account): boolean {
  if (call.account.id !== call.tv.directory.ownerId || account.id === call.account.id) return false;
  return account.home || sharing(call, account).length > 0;
}

const people = (call: TvCall): Account[] => call.tv.directory.accounts.filter((account) => isKnown(call, account));

/** XML, whatever was asked for. */
function users(call: TvCall): Reply {
  const rows = people(call).map((account) =>
    element(
      'User',
      {
        id: account.id,
        title: account.title,
        username: account.username,
        email: account.email,
        recommendationsPlaylistId: '',
        thumb: thumbOf(call, account),
        protected: false,
        home: account.home,
        allowTuners: false,
        allowSync: true,
        allowCameraUpload: false,
        allowChannels: true,
        allowSubtitleAdmin: false,
        filterAll: '',
        filterMovies: '',
        filterMusic: '',
        filterPhotos: '',
        filterTelevision: '',
        restricted: account.restricted,
      },
      sharing(call, account).map((server) => serverOf(call, server, account)),
    ),
  );
  return xmlReply(
    element(
      'MediaContainer',
      {
        friendlyName: 'myPlex',
        identifier: 'com.plexapp.plugins.myplex',
        machineIdentifier: 'emulated',
        totalSize: rows.length,
        size: rows.length,
      },
      rows,
    ),
  );
}

function homeFields(call: TvCall, account: Account): Record<string, string | number | boolean> {
  return {
    id: account.id,
    uuid: account.uuid,
    title: account.title,
    username: account.username,
    email: account.email,
    friendlyName: '',
    thumb: thumbOf(call, account),
    hasPassword: account.username !== '',
    restricted: account.restricted,
    updatedAt: 1_700_000_000,
    restrictionProfile: account.restricted ? 'little_kid' : '',
    admin: account.homeAdmin,
    guest: false,
    protected: false,
  };
}

const homeMembers = (call: TvCall): Account[] =>
  call.account.home ? call.tv.directory.accounts.filter(({ home }) => home) : [];

function homeUsersV1(call: TvCall): Reply {
  const rows = homeMembers(call).map((account) => element('User', homeFields(call, account)));
  return xmlReply(
    element(
      'MediaContainer',
      {
        friendlyName: 'myPlex',
        identifier: 'com.plexapp.plugins.myplex',
        machineIdentifier: 'emulated',
        size: rows.length,
      },
      rows,
    ),
  );
}

function homeUsersV2(call: TvCall): Reply {
  const members = homeMembers(call).map((account) => homeFields(call, account));
  const home = { id: 77, name: 'Home', guestUserID: null, guestUserUUID: '', guestEnabled: false, subscription: true };
  return tvReply(call, { ...home, users: members }, () =>
    element('home', home, [
      element(
        'users',
        {},
        members.map((member) => element('user', member)),
      ),
    ]),
  );
}

function friends(call: TvCall): Reply {
  const rows = people(call)
    .filter(({ home }) => !home)
    .map(({ id, uuid, title, username, email, ...account }) => ({
      id,
      uuid,
      title,
      username,
      email,
      friendlyName: '',
      restricted: false,
      thumb: thumbOf(call, { id, uuid, title, username, email, ...account }),
      home: false,
      status: 'accepted',
    }));
  return tvReply(call, rows, () =>
    element(
      'friends',
      {},
      rows.map((row) => element('friend', row)),
    ),
  );
}

function ownServer(call: TvCall, machineIdentifier: string): MediaServer | undefined {
  if (call.account.id !== call.tv.directory.ownerId) return undefined;
  return call.tv.servers.find((server) => server.machineIdentifier === machineIdentifier);
}

/** Access tokens of every member: secrets. */
function sharedServers(call: TvCall, [machineIdentifier]: string[]): Reply {
  const server = ownServer(call, machineIdentifier);
  if (!server) return tvError(call, 404, 1002, 'Server not found');
  const { directory } = call.tv;
  const members = directory.accounts.filter(({ id }) => directory.sharedSections(machineIdentifier, id) !== undefined);
  const rows = members.map((account) =>
    element(
      'SharedServer',
      {
        id: shareId(server, account),
        username: account.username || account.title,
        email: account.email,
        userID: account.id,
        accessToken: directory.accessToken(account.id, machineIdentifier),
        name: server.name,
        acceptedAt: 1_650_000_000,
        invitedAt: 1_649_000_000,
        allowSync: true,
        allowCameraUpload: false,
        allowChannels: true,
        allowTuners: false,
        allowSubtitleAdmin: false,
        owned: true,
        allLibraries: false,
        filterAll: '',
        filterMovies: '',
        filterMusic: '',
        filterPhotos: '',
        filterTelevision: '',
      },
      server.sections.map(({ key, title, type }) =>
        element('Section', {
          id: 90_000 + Number(key),
          key,
          title,
          type,
          shared: directory.sharedSections(machineIdentifier, account.id)?.has(key) === true,
        }),
      ),
    ),
  );
  return xmlReply(
    element(
      'MediaContainer',
      { friendlyName: 'myPlex', identifier: 'com.plexapp.plugins.myplex', machineIdentifier, size: rows.length },
      rows,
    ),
  );
}

function serverDetails(call: TvCall, [machineIdentifier]: string[]): Reply {
  const server = ownServer(call, machineIdentifier);
  if (!server) return tvError(call, 404, 1002, 'Server not found');
  const sections = server.sections.map(({ key, title, type }) =>
    element('Section', { id: 90_000 + Number(key), key, title, type }),
  );
  return xmlReply(
    element('MediaContainer', { size: 1 }, [
      element('Server', { name: server.name, machineIdentifier, version: server.version, owned: true }, sections),
    ]),
  );
}

/** Anyone's picture: a plain coloured square would do, but an empty answer is honest enough. */
const avatar = (): Reply => jsonReply({ error: 'no avatar' }, 404);

export const PEOPLE_ROUTES: TvRoute[] = [
  route<TvCall>('GET', /^\/api\/users\/?$/, users),
  route<TvCall>('GET', /^\/api\/home\/users\/?$/, homeUsersV1),
  route<TvCall>('GET', /^\/api\/v2\/home\/users\/?$/, homeUsersV2),
  route<TvCall>('GET', /^\/api\/v2\/home\/?$/, homeUsersV2),
  route<TvCall>('GET', /^\/api\/v2\/friends\/?$/, friends),
  route<TvCall>('GET', /^\/api\/servers\/(\w+)\/shared_servers\/?$/, sharedServers),
  route<TvCall>('GET', /^\/api\/servers\/(\w+)\/?$/, serverDetails),
  { ...route<TvCall>('GET', /^\/users\/\w+\/avatar$/, avatar), open: true },
] as TvRoute[];

import { htmlError, type Reply } from '../http/reply';
import { route } from '../http/router';
import type { Writer } from '../wire/writer';
import { containerReply, type PmsCall, type PmsRoute } from './pms-call';
import { DEVICES } from '../plays/plays';

const FAKE_MACHINE = '0000000000000000000000000000000000000bad';

/** A fault may make this address answer as another server. */
const machineOf = (call: PmsCall): string =>
  call.fault?.kind === 'wrong-machine' ? FAKE_MACHINE : call.server.machineIdentifier;

/** Needs no token: clients check an address with it. */
export function identity(call: PmsCall): Reply {
  return containerReply(call, (w) => {
    w.attr('size', 0);
    w.attr('apiVersion', '1.1.1');
    w.attr('claimed', true);
    w.attr('machineIdentifier', machineOf(call));
    w.attr('version', call.server.version);
  });
}

function writeCapabilities(w: Writer, call: PmsCall): void {
  const { server, caller } = call;
  w.attr('size', 0);
  w.attr('allowCameraUpload', false);
  w.attr('allowChannelAccess', false);
  // Absent, not false, when deleting is off; and nobody but the owner is told.
  w.attr('allowMediaDeletion', server.settings.allowDeletes && caller.isOwner ? true : undefined);
  w.attr('allowSharing', true);
  w.attr('allowSync', true);
  w.attr('backgroundProcessing', true);
  w.attr('certificate', true);
  w.attr('countryCode', 'usa');
  w.attr('eventStream', true);
  w.attr('friendlyName', server.name);
  w.attr('machineIdentifier', machineOf(call));
  w.attr('multiuser', true);
  w.attr('myPlex', true);
  w.attr('myPlexMappingState', 'mapped');
  w.attr('myPlexSigninState', 'ok');
  w.attr('myPlexSubscription', true);
  // The plex.tv name of account 1.
  w.attr('myPlexUsername', caller.isOwner ? server.directory.owner.email : undefined);
  w.attr('ownerFeatures', 'content_filter,hardware_transcoding,webhooks');
  w.attr('platform', 'Linux');
  w.attr('platformVersion', '6.1.0-emulated');
  w.attr('pushNotifications', false);
  w.attr('transcoderActiveVideoSessions', server.sessions.list().filter(({ transcode }) => transcode).length);
  w.attr('updatedAt', server.clock.nowSeconds());
  w.attr('updater', true);
  w.attr('version', server.version);
  w.attr('voiceSearch', true);
}

const ROOT_ENTRIES = [
  'activities',
  'butler',
  'devices',
  'hubs',
  'identity',
  'library',
  'playlists',
  'prefs',
  'statistics',
  'status',
] as const;

function root(call: PmsCall): Reply {
  return containerReply(call, (w) => {
    writeCapabilities(w, call);
    w.list('Directory', ROOT_ENTRIES.length);
    for (const key of ROOT_ENTRIES) {
      w.open('Directory');
      w.attr('count', 1);
      w.attr('key', key);
      w.attr('title', key);
      w.close('Directory');
    }
    w.endList();
  });
}

interface Preference {
  id: string;
  type: 'bool' | 'text' | 'int';
  value: string | number | boolean;
  label: string;
}

function preferences(call: PmsCall): Preference[] {
  return [
    { id: 'FriendlyName', type: 'text', value: call.server.name, label: 'Friendly name' },
    { id: 'allowMediaDeletion', type: 'bool', value: call.server.settings.allowDeletes, label: 'Allow media deletion' },
    { id: 'autoEmptyTrash', type: 'bool', value: false, label: 'Empty trash automatically after every scan' },
    { id: 'ButlerStartHour', type: 'int', value: 2, label: 'Time at which tasks start to run' },
    { id: 'ManualPortMappingPort', type: 'int', value: 0, label: 'Manually specify public port' },
  ];
}

function prefs(call: PmsCall, only: string | null): Reply {
  if (!call.caller.isOwner) return htmlError(403);
  const chosen = preferences(call).filter(({ id }) => only === null || id === only);
  if (chosen.length === 0) return htmlError(404);
  return containerReply(call, (w) => {
    w.attr('size', chosen.length);
    w.list('Setting', chosen.length);
    for (const { id, type, value, label } of chosen) {
      w.open('Setting');
      w.attr('id', id);
      w.attr('label', label);
      w.attr('summary', '');
      w.attr('type', type);
      w.attr('default', type === 'bool' ? true : value);
      w.attr('value', value);
      w.attr('hidden', false);
      w.attr('advanced', false);
      w.attr('group', 'general');
      w.close('Setting');
    }
    w.endList();
  });
}

function setPrefs(call: PmsCall): Reply {
  if (!call.caller.isOwner) return htmlError(403);
  const wanted = call.query.get('allowMediaDeletion');
  if (wanted !== null) call.server.settings.allowDeletes = wanted === '1' || wanted === 'true';
  return { status: 200, type: 'text/html', body: '' };
}

/** Account 1 is the owner, 0 is whoever watches without an account. */
function accounts(call: PmsCall): Reply {
  if (!call.caller.isOwner) return htmlError(403);
  const { server } = call;
  const members = server.directory.accounts.filter(({ id }) => server.directory.mayEnter(server.machineIdentifier, id));
  return containerReply(call, (w) => {
    w.attr('size', members.length + 1);
    w.attr('identifier', 'com.plexapp.system.accounts');
    w.list('Account', members.length + 1);
    for (const { id, name } of [
      { id: 0, name: '' },
      ...members.map((member) => ({ id: server.localId(member.id), name: member.title })),
    ]) {
      w.open('Account');
      w.attr('id', id);
      w.attr('key', `/accounts/${id}`);
      w.attr('name', name);
      w.attr('defaultAudioLanguage', 'en');
      w.attr('autoSelectAudio', true);
      w.attr('thumb', '');
      w.close('Account');
    }
    w.endList();
  });
}

function devices(call: PmsCall): Reply {
  if (!call.caller.isOwner) return htmlError(403);
  return containerReply(call, (w) => {
    w.attr('size', DEVICES.length);
    w.attr('identifier', 'com.plexapp.system.devices');
    w.list('Device', DEVICES.length);
    for (const { id, name, platform } of DEVICES) {
      w.open('Device');
      w.attr('id', id);
      w.attr('name', name);
      w.attr('platform', platform);
      w.attr('clientIdentifier', `device-${id}`);
      w.attr('createdAt', call.server.catalog.scope.epoch - 86_400 * 700);
      w.close('Device');
    }
    w.endList();
  });
}

/** Empty containers of things the emulator has none of. */
const nothing = (call: PmsCall): Reply => containerReply(call, (w) => w.attr('size', 0));

function butler(call: PmsCall): Reply {
  if (!call.caller.isOwner) return htmlError(403);
  const tasks = ['BackupDatabase', 'CleanOldBundles', 'OptimizeDatabase', 'RefreshLibraries'];
  if (call.format === 'json') {
    // Not a MediaContainer, unlike everything else.
    const list = tasks.map((name) => ({ name, interval: 3, scheduleRandomized: false, enabled: true, title: name }));
    return { status: 200, type: 'application/json', body: JSON.stringify({ ButlerTasks: { ButlerTask: list } }) };
  }
  const rows = tasks
    .map((name) => `<ButlerTask name="${name}" interval="3" scheduleRandomized="0" enabled="1" title="${name}"/>`)
    .join('');
  return {
    status: 200,
    type: 'text/xml;charset=utf-8',
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<ButlerTasks>${rows}</ButlerTasks>`,
  };
}

export const SERVER_ROUTES: PmsRoute[] = [
  route('GET', /^\/$/, root),
  route('GET', /^\/:\/prefs\/?$/, (call) => prefs(call, null)),
  route('GET', /^\/:\/prefs\/get$/, (call) => prefs(call, call.query.get('id'))),
  route('PUT', /^\/:\/prefs\/?$/, setPrefs),
  route('GET', /^\/accounts\/?$/, accounts),
  route('GET', /^\/devices\/?$/, devices),
  route('GET', /^\/butler\/?$/, butler),
  route('GET', /^\/(?:playlists|activities|clients|hubs|statistics\/(?:bandwidth|media|resources))\/?$/, nothing),
] as PmsRoute[];

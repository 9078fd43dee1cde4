import type { ItemPatch } from '../catalog/overlay';
import type { ItemType } from '../catalog/keys';
import type { FaultRequest } from '../faults/fault';
import { worldQuirkFault } from '../faults/world-quirks';
import type { LibraryEditor } from '../catalog/editor';
import type { MediaServer } from '../pms/media-server';
import { truthOf } from './truth';
import type { ControlCall, ControlTable } from './control-call';

const PATCH_TEXT = ['title', 'summary', 'contentRating', 'file'] as const;
const PATCH_NUMBERS = ['year', 'addedAt', 'updatedAt', 'rating', 'sizeBytes', 'deletedAt'] as const;

function patchOf({ args }: ControlCall): ItemPatch {
  const patch: ItemPatch = {};
  for (const name of PATCH_TEXT) if (args.text(name) !== undefined) patch[name] = args.text(name);
  for (const name of PATCH_NUMBERS) if (args.number(name) !== undefined) patch[name] = args.number(name);
  if (args.list('genres').length > 0) patch.genres = args.list('genres');
  if (args.all().collections !== undefined) patch.collections = args.list('collections');
  // An agent gives both: one that knows no other catalogue sends no list.
  if (args.text('guid') !== undefined) Object.assign(patch, { guid: args.text('guid'), guids: args.list('guids') });
  return patch;
}

function target(call: ControlCall): { server: MediaServer; editor: LibraryEditor } {
  const server = call.world.server(call.args.text('server'));
  return { server, editor: server.editor };
}

/** `type` movie, show, artist, or episode with `show` and `season`; `count` for several. */
function add(call: ControlCall): object {
  const { editor } = target(call);
  const type = call.args.text('type') ?? 'movie';
  const make = (): number => {
    if (type === 'episode')
      return editor.addEpisode(call.args.requiredNumber('show'), call.args.number('season') ?? 1, patchOf(call));
    if (type !== 'movie' && type !== 'show' && type !== 'artist')
      throw new Error('type is movie, show, artist or episode');
    return editor.add(type, patchOf(call));
  };
  const ratingKeys = Array.from({ length: call.args.number('count') ?? 1 }, () => String(make()));
  return { ratingKey: ratingKeys[0], ratingKeys };
}

function onKey(act: (editor: LibraryEditor, key: number, call: ControlCall) => unknown) {
  return (call: ControlCall): unknown => {
    const { server, editor } = target(call);
    const key = call.args.requiredNumber('ratingKey');
    const result = act(editor, key, call);
    const item = server.catalog.item(typeof result === 'number' ? result : key);
    return {
      ok: true,
      ratingKey: String(typeof result === 'number' ? result : key),
      item: item ? truthOf(server, item) : null,
    };
  };
}

function deleteShare(call: ControlCall): object {
  const { server, editor } = target(call);
  const section = server.section(call.args.required('section'));
  if (!section) throw new Error(`no section ${call.args.text('section')}`);
  const type = (call.args.text('type') as ItemType | undefined) ?? section.type;
  const deleted = editor.deleteShare(type, call.args.requiredNumber('share'));
  return { deleted: deleted.length, ratingKeys: deleted.map(String) };
}

/** Hides a whole section, or brings it back. */
function toggleSection(removed: boolean) {
  return (call: ControlCall): object => {
    const { server } = target(call);
    const key = call.args.required('section');
    const { overlay } = server.catalog;
    if (removed) overlay.removedSections.add(key);
    else overlay.removedSections.delete(key);
    overlay.touch();
    return { sections: server.sections.map((section) => section.key) };
  };
}

/** With a ratingKey: quirks of that item. With `name`: a quirk of the whole world. With `natural`: the usual share. */
function quirks(call: ControlCall): object {
  const natural = call.args.flag('natural');
  const name = call.args.text('name');
  if (name !== undefined)
    return call.world.faults.set({ ...worldQuirkFault(name), ...call.args.all() } as FaultRequest);
  if (natural === undefined) return pinQuirks(call);
  const { server } = target(call);
  server.catalog.scope.quirksOn = natural;
  server.catalog.overlay.touch();
  return { natural };
}

function pinQuirks(call: ControlCall): object {
  const { server, editor } = target(call);
  const key = call.args.requiredNumber('ratingKey');
  const names = call.args.list('quirks');
  editor.pinQuirk(key, names);
  if (names.includes('viewed-before-added')) server.plays.add(key, 1, server.catalog.addedAt(key) - 2_592_000);
  return { ratingKey: String(key), quirks: server.catalog.quirksOf(key) };
}

export const LIBRARY_CONTROLS: ControlTable = {
  'POST items/add': add,
  'POST items/change': onKey((editor, key, call) => editor.change(key, patchOf(call))),
  'POST items/change-file': onKey((editor, key, call) => editor.changeFile(key, patchOf(call))),
  'POST items/delete': onKey((editor, key) => editor.delete(key)),
  'POST items/trash': onKey((editor, key) => editor.trash(key)),
  'POST items/restore': onKey((editor, key) => editor.restore(key)),
  'POST items/readd': onKey((editor, key) => editor.readd(key)),
  'POST items/delete-share': deleteShare,
  'POST items/undelete': (call) => {
    target(call).editor.undelete(call.args.list('ratingKeys').map(Number));
  },
  'POST sections/remove': toggleSection(true),
  'POST sections/restore': toggleSection(false),
  'POST quirks': quirks,
};

import { COLLECTION_BASE } from '../catalog/keys';
import type { PlannedCollection } from '../catalog/collections';
import { htmlError, type Reply } from '../http/reply';
import { route } from '../http/router';
import { isRefused, pageHeaders, readPage, slicePage } from './paging';
import { containerReply, type PmsCall, type PmsRoute } from './pms-call';
import { rowsReply } from './rows';
import { sectionFor } from './routes-sections';
import type { Section } from './sections';

/** Those that have anything in them now. */
function collectionsOf(call: PmsCall, section: Section): PlannedCollection[] {
  const { catalog } = call.server;
  return catalog
    .collections(section.type)
    .map((planned) => ({ ...planned, members: planned.members.filter((key) => catalog.exists(key)) }))
    .filter(({ members }) => members.length > 0);
}

function list(call: PmsCall, [sectionKey]: string[]): Reply {
  const section = sectionFor(call, sectionKey);
  const page = readPage(call);
  if (!section) return htmlError(404);
  if (isRefused(call, page)) return htmlError(400);
  const found = collectionsOf(call, section);
  const slice = slicePage(call, found.length, page);
  return containerReply(
    call,
    (w) => {
      w.attr('size', slice.to - slice.from);
      w.attr('totalSize', slice.totalSize);
      w.attr('offset', slice.totalSize === undefined ? undefined : page.start);
      w.attr('librarySectionID', Number(section.key));
      if (slice.to === slice.from) return;
      w.list('Metadata', slice.to - slice.from);
      for (const { key, title, members } of found.slice(slice.from, slice.to)) {
        w.open('Directory');
        w.attr('ratingKey', String(key));
        w.attr('key', `/library/collections/${key}/children`);
        w.attr('guid', `collection://${key}`);
        w.attr('type', 'collection');
        w.attr('subtype', section.type);
        w.attr('title', title);
        w.attr('smart', false);
        w.attr('addedAt', section.createdAt);
        w.attr('updatedAt', section.scannedAt);
        // A string, unlike every other count.
        w.attr('childCount', String(members.length));
        w.close('Directory');
      }
      w.endList();
    },
    pageHeaders(page, slice),
  );
}

function children(call: PmsCall, [key]: string[]): Reply {
  const wanted = Number(key);
  const section = sectionFor(call, String(Math.floor((wanted - COLLECTION_BASE) / 1000)));
  const collection = section ? collectionsOf(call, section).find((candidate) => candidate.key === wanted) : undefined;
  if (!section || !collection) return htmlError(404);
  const page = readPage(call);
  if (isRefused(call, page)) return htmlError(400);
  return rowsReply(call, collection.members, page, slicePage(call, collection.members.length, page), {
    section,
    title2: collection.title,
  });
}

export const COLLECTION_ROUTES: PmsRoute[] = [
  route('GET', /^\/library\/sections\/(\w+)\/collections?\/?$/, list),
  route('GET', /^\/library\/(?:collections|metadata)\/(1\d{9})\/children\/?$/, children),
] as PmsRoute[];

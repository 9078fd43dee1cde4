import { notFound } from '../../common';
import type { PlexItemType } from '../../plex';
import type { VisibleSection } from '../section/visible-sections.query';
import type { ItemFilter } from './item-filter';

/** Rows of one type in one section: what one range of an index holds. */
export interface Branch {
  section: VisibleSection;
  type: PlexItemType;
}

const TYPES_BY_SECTION: Record<string, readonly [top: PlexItemType, ...below: PlexItemType[]]> = {
  movie: ['movie'],
  show: ['show', 'season', 'episode'],
  artist: ['artist', 'album', 'track'],
};

/** The sections that a listing looks into. @throws DomainError `not-found` for a section that the caller may not see */
export function sectionsInScope(visible: readonly VisibleSection[], filter: ItemFilter): VisibleSection[] {
  const { sectionId, serverId, watched } = filter;
  if (sectionId !== undefined && !visible.some(({ id }) => id === sectionId)) throw notFound('The section');
  return visible.filter(
    (section) =>
      (sectionId === undefined || section.id === sectionId) &&
      (serverId === undefined || section.serverId === serverId) &&
      (watched === undefined || mayMatch(section, watched)),
  );
}

/** Where the caller's view state is unknown nothing is unwatched, and watched only what the history tells of. */
function mayMatch({ owned, viewer }: VisibleSection, watched: boolean): boolean {
  return owned || (viewer !== undefined && (watched || viewer.known));
}

/** The branches of a listing without `parentId`; without `type`: the top-level titles of each section. */
export function branchesOf(sections: readonly VisibleSection[], type: PlexItemType | undefined): Branch[] {
  const branches: Branch[] = [];
  for (const section of sections) {
    const types = TYPES_BY_SECTION[section.type] ?? [];
    const wanted = type === undefined ? types[0] : types.find((known) => known === type);
    if (wanted !== undefined) branches.push({ section, type: wanted });
  }
  return branches;
}

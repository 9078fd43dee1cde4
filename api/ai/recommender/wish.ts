import type { VisibleSection } from '../../library';
import type { TitleIndex, Wish } from './engine';
import type { RecommendationQuery } from './recommendation.dto';

const NO_GENRE = -1;

export function wishOf(
  index: TitleIndex,
  sections: readonly VisibleSection[],
  { type, genre }: RecommendationQuery,
): Pick<Wish, 'sections' | 'types' | 'genre'> {
  return {
    sections: visibleIn(index, sections),
    types: Uint8Array.from(index.typeNames, (name) => Number(type === undefined || name === type)),
    genre: genre === undefined ? undefined : (index.genre(genre) ?? NO_GENRE),
  };
}

/** By number of the section in the index. */
export function visibleIn({ sectionIds }: TitleIndex, sections: readonly VisibleSection[]): Uint8Array {
  const visible = new Set(sections.map(({ id }) => id));
  return Uint8Array.from(sectionIds, (id) => Number(visible.has(id)));
}

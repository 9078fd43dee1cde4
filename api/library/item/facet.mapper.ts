import { resolutionRank } from './item-files';
import type { FacetRow } from './census.query';
import type { FacetsDto, FacetValueDto } from './item.dto';

export function toFacets(rows: readonly FacetRow[]): FacetsDto {
  const of = (facet: FacetRow['facet']): FacetValueDto[] =>
    rows.filter((row) => row.facet === facet).map(({ value, count }) => ({ value, count }));
  const byFrequency = (a: FacetValueDto, b: FacetValueDto) => b.count - a.count || (a.value < b.value ? -1 : 1);
  return {
    genres: of('genre').sort(byFrequency),
    years: of('year')
      .map(({ value, count }) => ({ value: Number(value), count }))
      .sort((a, b) => b.value - a.value),
    resolutions: of('resolution').sort(
      (a, b) => resolutionRank(b.value) - resolutionRank(a.value) || byFrequency(a, b),
    ),
    contentRatings: of('contentRating').sort(byFrequency),
  };
}

/** Children of a row: a listing of keys needs none of them. */
const ELEMENTS = [
  ...['Media', 'Genre', 'Country', 'Role', 'Director', 'Writer', 'Producer', 'Guid', 'Rating', 'Collection', 'Label'],
  ...['Field', 'Similar', 'Chapter', 'Marker', 'Mood', 'Style', 'Image', 'UltraBlurColors', 'Location', 'Extras'],
];

/** Everything but `ratingKey` and `type`. */
const FIELDS = [
  ...['key', 'guid', 'slug', 'studio', 'title', 'titleSort', 'originalTitle', 'editionTitle', 'summary', 'tagline'],
  ...['parentRatingKey', 'parentKey', 'parentGuid', 'parentSlug', 'parentTitle', 'parentIndex', 'parentThumb'],
  ...['parentYear', 'parentStudio', 'parentTheme', 'grandparentRatingKey', 'grandparentKey', 'grandparentGuid'],
  ...['grandparentSlug', 'grandparentTitle', 'grandparentThumb', 'grandparentArt', 'grandparentTheme'],
  ...['contentRating', 'contentRatingAge', 'rating', 'audienceRating', 'userRating', 'ratingImage', 'ratingCount'],
  ...['audienceRatingImage', 'chapterSource', 'primaryExtraKey', 'hasPremiumPrimaryExtra', 'hasPremiumExtras'],
  ...['index', 'year', 'thumb', 'art', 'theme', 'composite', 'duration', 'originallyAvailableAt', 'addedAt'],
  ...['updatedAt', 'lastViewedAt', 'lastRatedAt', 'viewCount', 'viewOffset', 'skipCount', 'childCount', 'leafCount'],
  ...['viewedLeafCount', 'loudnessAnalysisVersion', 'musicAnalysisVersion', 'createdAtAccuracy', 'createdAtTZOffset'],
];

/** Query of the smallest listing that servers answer. Requests, no guarantees: older servers send whole rows. */
export const KEY_LISTING = { excludeElements: ELEMENTS.join(','), excludeFields: FIELDS.join(',') } as const;

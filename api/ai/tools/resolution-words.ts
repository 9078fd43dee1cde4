/** What people and Plex call a resolution; Plex's own words come first. */
const NAMES: readonly (readonly string[])[] = [
  ['4k', '2160', '2160p', 'uhd', 'ultra hd', 'ultrahd'],
  ['1080', '1080p', '1080i', 'full hd', 'fullhd', 'fhd', 'hd'],
  ['720', '720p', 'hd ready'],
  ['576', '576p', '576i', 'pal'],
  ['480', '480p', '480i', 'ntsc'],
  ['sd'],
];

/** The library's word for a resolution; words that nobody knows stay as they are. */
export function resolutionOf(word: string, known: readonly string[]): string {
  const asked = word.trim().toLowerCase().replace(/\s+/g, ' ');
  const names = NAMES.find((group) => group.includes(asked)) ?? [asked];
  return known.find((value) => names.includes(value.toLowerCase())) ?? names[0];
}

/**
 * Bits per second, of picture and sound together, under which a picture of so many lines looks poor in H.264; more
 * recent codecs need fewer. About a third of what the usual encodes of that size have. Plex's words for the lines.
 */
export const LOW_BITRATES: Readonly<Record<string, number>> = {
  '8k': 20_000,
  '4k': 8_000,
  '2k': 4_000,
  '1080': 2_000,
  '720': 1_000,
  '576': 600,
  '480': 500,
  sd: 500,
};

/** Codecs that show the same in so much less. */
export const EFFICIENT_CODECS = ['hevc', 'av1', 'vp9', 'vvc'] as const;
export const EFFICIENT_SHARE = 0.6;

/** Codecs older than H.264: players of today convert them, if they can. */
export const OLD_CODECS = [
  'mpeg1video',
  'mpeg2video',
  'mpeg4',
  'msmpeg4',
  'msmpeg4v2',
  'msmpeg4v3',
  'h263',
  'wmv1',
  'wmv2',
  'wmv3',
  'vc1',
  'rv30',
  'rv40',
  'flv1',
  'vp6',
  'vp6f',
  'theora',
  'mjpeg',
  'cinepak',
  'dvvideo',
] as const;

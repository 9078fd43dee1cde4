import { readSessions } from './session-reader';

describe('the sessions of a server', () => {
  const read = (row: Record<string, unknown>) =>
    readSessions(
      { MediaContainer: { Metadata: [{ ratingKey: '7', type: 'movie', title: 'Film', sessionKey: '1', ...row }] } },
      '/status/sessions',
    )[0];

  it('tell the player as far as the server does', () => {
    const Player = { title: 'Living room', product: 'Plex for LG', platform: 'webOS', local: true, state: 'paused' };
    expect(read({ Player, User: { id: '1', title: 'ada' } })).toMatchObject({
      accountId: '1',
      viewerName: 'ada',
      state: 'paused',
      player: { name: 'Living room', product: 'Plex for LG', platform: 'webOS', local: true },
    });
    expect(read({ Player: { device: 'TV' }, Session: { location: 'wan' } }).player).toEqual({
      name: 'TV',
      product: null,
      platform: null,
      local: false,
    });
    expect(read({})).toMatchObject({
      accountId: '0',
      viewerName: null,
      player: { name: null, product: null, platform: null, local: null },
      delivery: null,
    });
  });

  it.each([
    ['transcode', { TranscodeSession: { videoDecision: 'transcode', audioDecision: 'copy' } }],
    ['transcode', { TranscodeSession: { videoDecision: 'copy', audioDecision: 'transcode' } }],
    ['direct-stream', { TranscodeSession: { videoDecision: 'copy', audioDecision: 'copy' } }],
    [null, { TranscodeSession: {} }],
    ['direct-play', { Media: [{ Part: [{ decision: 'directplay' }] }] }],
    [null, { Media: [{ Part: [{ id: 1 }] }] }],
    [null, { Media: 'odd', TranscodeSession: 'odd' }],
  ])('are delivered by %s where the server says %j', (delivery, row) => {
    expect(read(row).delivery).toBe(delivery);
  });
});

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startClient, type Client } from './testing/client';

const run = promisify(execFile);

describe('a client that was written for real servers', () => {
  let client: Client;
  beforeAll(async () => {
    client = await startClient({ movies: 130, shows: 6, plays: 300 });
  });
  afterAll(() => client.emulator.stop());

  it('signs in by token, finds the server and reads the library, the history and the sessions', async () => {
    await client.control('POST', 'sessions/start', { ratingKey: '1001', account: 'cleo' });
    const args = [
      join(__dirname, 'testing/ctrl-plex-client.mjs'),
      JSON.stringify({ plexTv: client.emulator.plexTv, token: client.token('ada') }),
    ];
    const { stdout } = await run(process.execPath, args, { timeout: 50_000 });
    const seen = JSON.parse(stdout) as Record<string, unknown> & {
      seasons: string[];
      found: string[];
      firstMovie: { title: string };
    };
    expect(seen).toMatchObject({
      username: 'ada',
      email: 'ada@example.org',
      machineIdentifier: client.server.machineIdentifier,
      friendlyName: 'Attic',
      movies: 130,
      shows: 6,
      music: 'artist',
      history: 50,
      sessions: 1,
      sections: [
        { title: 'Films', type: 'movie' },
        { title: 'Series', type: 'show' },
        { title: 'Music', type: 'artist' },
      ],
      firstMovie: {
        guid: expect.stringMatching(/^plex:\/\/movie\/[0-9a-f]{24}$/),
        file: expect.stringMatching(/^\/data\/Movies\//),
      },
    });
    const [show] = await client.rows('/library/sections/2/all');
    expect([seen.episodes, seen.seasons.length]).toEqual([show.leafCount, show.childCount]);
    expect(seen.found).toContain(seen.firstMovie.title);
  });
});

import { execFileSync, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { parseCommandLine } from './command-line';
import type { EmulatorDescription } from './index';

const ROOT = join(__dirname, '../..');
/** Apart from the usual place, so that a running emulator is not rewritten under its feet. */
const OUT = join(ROOT, 'dist/plex-emulator-spec');
const PAGE = 1000;

describe('the command line', () => {
  it('reads flags in every form', () => {
    expect(
      parseCommandLine([
        '--movies',
        '12',
        '--quirks=on',
        '--allow-deletes',
        '--speed',
        '2.5',
        '--format',
        'json',
        '--epoch',
        '2026-05-01',
      ]),
    ).toEqual({
      movies: 12,
      quirks: 'on',
      allowDeletes: true,
      speed: 2.5,
      format: 'json',
      epoch: Date.parse('2026-05-01') / 1000,
    });
  });

  it.each([
    [['--movies', 'many'], '--movies: expected a whole number'],
    [['--nonsense'], 'unknown option --nonsense'],
    [['--servers', '0'], '--servers'],
    [['--quirks', 'maybe'], 'off or on or all'],
  ])('refuses %j', (args, message) => {
    expect(() => parseCommandLine(args)).toThrow(message);
  });
});

describe('the program', () => {
  let child: ChildProcessWithoutNullStreams;
  let description: EmulatorDescription;

  beforeAll(async () => {
    execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', __dirname, '--outDir', OUT]);
    child = spawn(process.execPath, [join(OUT, 'main.js'), '--movies', '200000', '--shows', '20', '--artists', '5']);
    const [line] = await Promise.race([
      new Promise<string[]>((resolve) => createInterface(child.stdout).once('line', (text) => resolve([text]))),
      new Promise<never>((_, reject) => child.once('exit', (code) => reject(new Error(`ended with ${code}`)))),
    ]);
    description = JSON.parse(line) as EmulatorDescription;
  });

  const rssMegabytes = (): number =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;

  const readAll = async (total: number): Promise<number> => {
    const [server] = description.servers;
    let rows = 0;
    for (let start = 0; start < total; start += PAGE) {
      const response = await fetch(
        `${server.uri}/library/sections/1/all?sort=addedAt:asc&includeGuids=1&X-Plex-Container-Start=${start}&X-Plex-Container-Size=${PAGE}`,
        { headers: { 'X-Plex-Token': server.token, Accept: 'application/json' } },
      );
      rows += (await response.text()).split('"ratingKey":').length - 1;
    }
    return rows;
  };

  it('says in one line where everything is', () => {
    expect(description).toEqual({
      plexTv: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      appUrl: description.plexTv,
      control: `${description.plexTv}/__control`,
      servers: [
        {
          machineIdentifier: expect.stringMatching(/^[0-9a-f]{40}$/),
          name: 'Attic',
          uri: expect.stringMatching(/^http:/),
          token: expect.stringMatching(/^[\w-]{20}$/),
        },
      ],
      accounts: expect.arrayContaining([
        { id: expect.any(Number), username: 'ada', title: 'ada', token: expect.any(String) },
      ]),
    });
  });

  // Only Linux tells the resident size of another process without help.
  const onLinux = process.platform === 'linux' ? it : it.skip;
  onLinux('needs no more memory for 200,000 items than for a few', async () => {
    await readAll(5000);
    const before = rssMegabytes();
    expect(await readAll(200_000)).toBe(200_000);
    expect(rssMegabytes() - before).toBeLessThan(60);
  });

  it('ends on SIGTERM', async () => {
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});

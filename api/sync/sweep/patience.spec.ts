import { PlexError, type PlexFault } from '../../plex';
import { Patience } from './patience';

describe('Patience', () => {
  const failing = (times: number, fault: PlexFault, detail?: string) => {
    let tries = 0;
    return () =>
      ++tries <= times
        ? Promise.reject(new PlexError(fault, '/library/sections', { detail }))
        : Promise.resolve('an answer');
  };
  const { signal } = new AbortController();

  it('waits longer for a server that went away than for one that answers amiss', async () => {
    const bear = (call: () => Promise<string>) => new Patience(1_000).bear(call, signal);
    const [away, amiss] = await Promise.allSettled([
      bear(failing(2, 'unreachable', 'connect')),
      bear(failing(2, 'malformed')),
    ]);
    expect(away).toEqual({ status: 'fulfilled', value: 'an answer' });
    expect(amiss).toMatchObject({ status: 'rejected', reason: { fault: 'malformed' } });
  });

  it('takes a refusal at its word', async () => {
    await expect(new Patience(1_000).bear(failing(1, 'forbidden'), signal)).rejects.toMatchObject({
      fault: 'forbidden',
    });
  });
});

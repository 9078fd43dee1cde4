import { GatheredKeys, MOST_KEYS } from './gathered-keys';

describe('GatheredKeys', () => {
  it('names each key once, and is empty afterwards', () => {
    const keys = new GatheredKeys();
    for (const key of ['1', '2', '1']) keys.add(key);
    expect(keys.take()).toEqual({ keys: ['1', '2'], tooMany: false });
    expect(keys.isEmpty).toBe(true);
  });

  it('forgets all of them where there are too many, and says so', () => {
    const keys = new GatheredKeys();
    for (let i = 0; i <= 10 * MOST_KEYS; i++) keys.add(String(i));
    expect(keys.take()).toEqual({ keys: [], tooMany: true });
    expect(keys.take()).toEqual({ keys: [], tooMany: false });
  });

  it('takes back what could not be passed on', () => {
    const keys = new GatheredKeys();
    keys.add('1');
    const taken = keys.take();
    keys.add('2');
    keys.putBack(taken);
    expect(keys.take().keys.sort()).toEqual(['1', '2']);
  });
});

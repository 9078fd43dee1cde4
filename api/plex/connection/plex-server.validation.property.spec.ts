import { validateSync } from 'class-validator';
import { forDraws } from '../../testing/draws';
import { IsServerUrl } from './plex-server.validation';

class Asked {
  @IsServerUrl()
  url: unknown;
}

const isTaken = (url: unknown) => validateSync(Object.assign(new Asked(), { url })).length === 0;

const PIECES = [
  'http://',
  'https://',
  'HTTP:',
  '//',
  '/',
  '\\',
  '@',
  ':',
  '?',
  '#',
  'plex.example',
  '192.168.1.9',
  '[fd12::5]',
  '32400',
  'a',
  '%2f',
  '%',
  '..',
  ' ',
  '\t',
  '\n',
  '\u0000',
  'ß',
  'javascript:',
  'file:',
  'user',
  '0x7f.1',
  '\u3002',
];

describe('for any text, the address of a server', () => {
  it('is taken only as plain http or https to one host, without anything that could be a secret', () => {
    let taken = 0;
    forDraws(10_000, (draws) => {
      const text =
        draws.of(['', 'http://', 'https://', 'http://plex.example', 'https://192.168.1.9:32400']) +
        draws.text(PIECES, 5);
      if (!isTaken(text)) return;
      taken++;
      const { protocol, host, username, password, search, hash } = new URL(text);
      expect(['http:', 'https:']).toContain(protocol);
      expect(host).not.toBe('');
      expect({ username, password, search, hash }).toEqual({ username: '', password: '', search: '', hash: '' });
      expect(text).toMatch(/^https?:\/\/[!-~]+$/i);
      expect(text).not.toMatch(/[?#]/);
      expect(text.split('/')[2]).not.toContain('@');
    });
    expect(taken).toBeGreaterThan(500);
  });

  it('is no other kind of value, and not longer than 500 characters', () => {
    for (const value of [null, undefined, 1, {}, [], ['http://plex.example'], `http://${'a'.repeat(500)}`]) {
      expect(isTaken(value)).toBe(false);
    }
  });
});

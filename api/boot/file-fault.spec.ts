import { ConfigurationError } from '../infra/config';
import { StartError } from '../infra/database/embedded';
import { asStartError } from './file-fault';
import { exitCodeOf } from './start';

const withCode = (code: string, path?: string) => Object.assign(new Error(`${code}: open '${path}'`), { code, path });

describe('what the file system refuses at a start', () => {
  it.each(['ENOSPC', 'EDQUOT'])('is one line for a full disk (%s), and no fault of ours', (code) => {
    const told = asStartError(withCode(code, '/data/smartplex.lock'));
    expect(told).toBeInstanceOf(StartError);
    expect((told as Error).message).toBe('DATA_DIR: the disk is full; make room, and start again');
    expect(exitCodeOf(told)).toBe(74);
  });

  it('tells the disk of the database by its own name', () => {
    const told = asStartError(withCode('53100'));
    expect((told as Error).message).toBe('the disk of the database is full; make room, and start again');
    expect(exitCodeOf(told)).toBe(74);
  });

  it('names the file that belongs to somebody else', () => {
    const told = asStartError(withCode('EACCES', '/data/postgres.log'));
    expect((told as Error).message).toContain('may not use /data/postgres.log; give everything in the folder to');
    expect(exitCodeOf(told)).toBe(78);
  });

  it.each([withCode('EACCES'), withCode('EIO', '/data'), new ConfigurationError(['x']), 'text', new Error('ours')])(
    'leaves %s as it is',
    (error) => expect(asStartError(error)).toBe(error),
  );
});

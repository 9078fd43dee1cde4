import { createServer, type AddressInfo, type Server } from 'node:net';
import dns from 'node:dns';
import { AppConfig, readEnvironment } from '../config';
import { json, startScriptedServer } from '../../plex/testing/scripted-server';
import { createServerClient, testConfig } from '../../plex/testing/test-clients';
import { OutboundPolicy } from './outbound-policy';

const policy = (settings: Record<string, string> = {}) => new OutboundPolicy(testConfig(settings));

describe('OutboundPolicy', () => {
  it.each([
    '169.254.169.254',
    '169.254.0.1',
    '100.100.100.200',
    '0.0.0.0',
    '0.1.2.3',
    '224.0.0.1',
    '239.255.255.250',
    '255.255.255.255',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    'fd00:ec2::254',
    'ff02::1',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '::169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::a9fe:a9fe',
    '::ffff:0:a9fe:a9fe',
    '2002:a9fe:a9fe::1',
    'not-an-address',
    '',
  ])('denies %p', async (address) => {
    await expect(policy().allows(address, 32400)).resolves.toBe(false);
  });

  it.each(['127.0.0.1', '::1', '10.0.0.5', '192.168.1.20', '172.17.0.2', 'fd12::5', '203.0.113.9', '2001:db8::1'])(
    'allows %p, where Plex may live',
    async (address) => {
      await expect(policy().allows(address, 32400)).resolves.toBe(true);
    },
  );

  it('denies what the settings add and allows what they except', async () => {
    const strict = policy({
      OUTBOUND_DENY: '10.0.0.0/8, 2001:db8::/32,192.168.1.1',
      OUTBOUND_ALLOW: '10.0.0.5,169.254.7.0/24',
    });
    const verdicts = [
      '10.0.0.4',
      '10.0.0.5',
      '2001:db8::9',
      '192.168.1.1',
      '192.168.1.2',
      '::ffff:10.0.0.4',
      '169.254.7.1',
      '169.254.8.1',
    ];
    await expect(Promise.all(verdicts.map((address) => strict.allows(address, 80)))).resolves.toEqual([
      false,
      true,
      false,
      false,
      true,
      false,
      true,
      false,
    ]);
  });

  it('never lets anyone reach our own HTTP, database and Redis ports, whatever is excepted', async () => {
    const config = new AppConfig(
      readEnvironment({ PORT: '3123', REDIS_URL: 'redis://localhost', OUTBOUND_ALLOW: '0.0.0.0/0,::/0' }),
      'postgres://u:p@127.0.0.1:5499/x',
    );
    const own = new OutboundPolicy(config);
    for (const port of [3123, 5499, 6379]) {
      for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', '0.0.0.0']) {
        await expect(own.allows(address, port)).resolves.toBe(false);
      }
      await expect(own.allows('192.0.2.7', port)).resolves.toBe(true);
    }
    await expect(own.allows('127.0.0.1', 32400)).resolves.toBe(true);
  });

  it('protects a database that runs on another machine, and only its port', async () => {
    const own = new OutboundPolicy(new AppConfig(readEnvironment({}), 'postgres://u:p@192.0.2.10/x'));
    await expect(own.allows('192.0.2.10', 5432)).resolves.toBe(false);
    await expect(own.allows('192.0.2.10', 32400)).resolves.toBe(true);
    await expect(own.allows('192.0.2.11', 5432)).resolves.toBe(true);
    await expect(own.allows('127.0.0.1', 5432)).resolves.toBe(true);
  });
});

describe('connections under the policy', () => {
  let touched = 0;
  let target: Server;
  let port: number;

  beforeAll(async () => {
    target = createServer((socket) => {
      touched++;
      socket.destroy();
    }).listen(0);
    await new Promise((resolve) => target.once('listening', resolve));
    port = (target.address() as AddressInfo).port;
  });
  afterAll(() => target.close());
  afterEach(() => jest.restoreAllMocks());

  const fault = async (uri: string, settings: Record<string, string> = {}) => {
    const client = createServerClient(uri, { settings });
    const error = await client.identity().then(
      () => ({ fault: 'none' }),
      (reason: { fault: string }) => reason,
    );
    await client.close();
    return error.fault;
  };

  const deny = { OUTBOUND_DENY: '127.0.0.0/8,::1' };

  it.each([
    '127.0.0.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    'localhost',
  ])('refuses %s however it is written, before a packet is sent', async (host) => {
    touched = 0;
    await expect(fault(`http://${host}:${port}`, deny)).resolves.toBe('address-denied');
    await expect(fault(`https://${host}:${port}`, deny)).resolves.toBe('address-denied');
    expect(touched).toBe(0);
  });

  it('refuses metadata and unspecified addresses without any setting', async () => {
    for (const host of ['169.254.169.254', '0.0.0.0', '0', '[::]', '[fd00:ec2::254]', '[::ffff:169.254.169.254]']) {
      await expect(fault(`http://${host}:${port}`)).resolves.toBe('address-denied');
    }
    expect(touched).toBe(0);
  });

  it('checks the very address that a name resolves to for the connection', async () => {
    const server = await startScriptedServer((_, response) =>
      json(response, { MediaContainer: { machineIdentifier: 'm' } }),
    );
    const answers = ['127.0.0.1', '169.254.169.254'];
    const lookup = jest
      .spyOn(dns, 'lookup')
      .mockImplementation(((_: string, __: object, callback: (e: null, a: object[]) => void) =>
        callback(null, [{ address: answers.shift() ?? '169.254.169.254', family: 4 }])) as never);
    await expect(fault(`http://rebind.example:${server.port}`)).resolves.toBe('none');
    await expect(fault(`http://rebind.example:${server.port}`)).resolves.toBe('address-denied');
    expect(lookup).toHaveBeenCalledTimes(2);
    await server.close();
  });

  it('uses the allowed one of several addresses', async () => {
    const server = await startScriptedServer((_, response) =>
      json(response, { MediaContainer: { machineIdentifier: 'm' } }),
    );
    jest.spyOn(dns, 'lookup').mockImplementation(((_: string, __: object, callback: (e: null, a: object[]) => void) =>
      callback(null, [
        { address: '169.254.169.254', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ])) as never);
    await expect(fault(`http://mixed.example:${server.port}`)).resolves.toBe('none');
    await server.close();
  });
});

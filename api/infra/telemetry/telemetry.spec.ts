import { scrub } from './error-monitoring/scrub';
import { stackFrames } from './error-monitoring/stack-frames';
import { otlpDocument } from './tracing/otlp-document';
import { Span } from './tracing/span';

describe('the message of an error that is reported', () => {
  it.each([
    ['invalid input syntax for type uuid: "Ben’s film"', 'invalid input syntax for type uuid: [quoted]'],
    ['connect ECONNREFUSED 192.168.1.7:32400', 'connect ECONNREFUSED [address]'],
    ['connect ECONNREFUSED fe80::1:2:3', 'connect ECONNREFUSED [address]'],
    ['getaddrinfo ENOTFOUND plex.home.lan', 'getaddrinfo ENOTFOUND [host]'],
    ['GET https://plex.lan/x?X-Plex-Token=abc failed', 'GET [url] failed'],
    ["ENOENT: no such file, open '/home/ben/films'", 'ENOENT: no such file, open [quoted]'],
    ['cannot read /home/ben/data.db', 'cannot read [path]'],
    ['no session for ben@example.org', 'no session for [address]'],
    ['bad key sp_0123456789abcdefghijklmnop', 'bad key sp_[redacted]'],
    ['the key AbCdEfGhIjKlMnOpQrStUvWx is not known', 'the key [id] is not known'],
    ["Cannot read properties of undefined (reading 'id')", 'Cannot read properties of undefined (reading [quoted])'],
  ])('%s', (message, left) => expect(scrub(message)).toBe(left));

  it('is short, whatever it was made of', () => {
    expect(scrub('a b '.repeat(10_000)).length).toBeLessThanOrEqual(500);
  });
});

describe('the place of an error that is reported', () => {
  it('is told without where SmartPlex is installed', () => {
    const stack = [
      'Error: of a person',
      '    at Sessions.end (/home/ben/smartplex/dist/server/api/auth/session/sessions.js:10:3)',
      '    at /home/ben/smartplex/node_modules/pg/lib/client.js:694:17',
      '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
      '    at run (file:///home/ben/other.mjs:1:2)',
    ].join('\n');
    expect(stackFrames(stack).map(({ filename, lineno, in_app }) => [filename, lineno, in_app])).toEqual([
      ['elsewhere', 1, true],
      ['node:internal/process/task_queues', 95, false],
      ['node_modules/pg/lib/client.js', 694, false],
      ['dist/server/api/auth/session/sessions.js', 10, true],
    ]);
    expect(stackFrames(undefined)).toEqual([]);
  });
});

describe('a span', () => {
  const ended: Span[] = [];
  const open = (requestId: string | null, parent: Span | null = null) =>
    new Span({ name: 'one', kind: 'server', attributes: { 'smartplex.request_id': requestId } }, parent, (span) =>
      ended.push(span),
    );

  it('is of one trace with all that has the id of the same request, in any process', () => {
    expect(open('request-1').traceId).toBe(open('request-1').traceId);
    expect(open('request-1').traceId).not.toBe(open('request-2').traceId);
    expect(open(null).traceId).not.toBe(open(null).traceId);
  });

  it('of a job is below the request that asked for it, in any process', () => {
    const job = (requestId: string | null) =>
      new Span(
        { name: 'job', kind: 'consumer', attributes: { 'smartplex.request_id': requestId } },
        null,
        () => undefined,
      );
    expect([job('request-1').traceId, job('request-1').parentId]).toEqual([
      open('request-1').traceId,
      open('request-1').id,
    ]);
    expect(job('request-1').id).not.toBe(job('request-1').id);
    expect([open('request-1').parentId, job(null).parentId]).toEqual([null, null]);
  });

  it('tells the name and attributes that the installation was given', () => {
    const told = (given?: Record<string, string>) => JSON.stringify(otlpDocument([], 'worker', given));
    expect(told()).toContain('{"key":"service.name","value":{"stringValue":"smartplex"}}');
    const named = told({ 'service.name': 'home', 'deployment.environment': 'attic' });
    expect(named).toContain('{"key":"service.name","value":{"stringValue":"home"}}');
    expect(named).toContain('{"key":"deployment.environment","value":{"stringValue":"attic"}}');
    expect(named).toContain('{"key":"smartplex.role","value":{"stringValue":"worker"}}');
  });

  it('gives its ids to what is below it, and ends once', () => {
    const request = open('request-1');
    const below = new Span({ name: 'two', kind: 'client' }, request, (span) => ended.push(span));
    below.end();
    below.end();
    expect(ended).toEqual([below]);
    expect([below.traceId, below.parentId, below.attributes['smartplex.request_id']]).toEqual([
      request.traceId,
      request.id,
      'request-1',
    ]);
  });

  it('is written as OTLP wants it, without what is not known', () => {
    const span = open('request-1');
    span.set({ count: 3, share: 0.5, ok: true, absent: undefined, none: null });
    span.fail();
    span.end();
    const document = JSON.parse(JSON.stringify(otlpDocument([span], 'all')));
    const [written] = document.resourceSpans[0].scopeSpans[0].spans;
    expect(written).toMatchObject({ kind: 2, status: { code: 2 }, name: 'one' });
    expect(written.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(written.attributes).toEqual([
      { key: 'smartplex.request_id', value: { stringValue: 'request-1' } },
      { key: 'count', value: { intValue: '3' } },
      { key: 'share', value: { doubleValue: 0.5 } },
      { key: 'ok', value: { boolValue: true } },
    ]);
  });
});

import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import {
  BadRequestException,
  Body,
  Controller,
  ForbiddenException,
  Get,
  InternalServerErrorException,
  Module,
  Param,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ThrottlerException } from '@nestjs/throttler';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, ValidateNested } from 'class-validator';
import type { Response } from 'express';
import { DatabaseError } from 'pg';
import type { Logger } from 'pino';
import { QueryFailedError } from 'typeorm';
import { jsonBody } from '../../boot/json-body';
import { DomainError, PageQuery } from '../../common';
import { AppConfig, ConfigModule, readEnvironment } from '../config';
import { LoggingModule, requestId, requestLog, ROOT_LOGGER } from '../logging';
import { ProblemMappers } from './problem-mappers';
import { ProblemModule } from './problem.module';

const NEEDLE = 'NEEDLE-8c1f';
const withCode = (code: string, message = `${NEEDLE} went wrong`) => Object.assign(new Error(message), { code });

function databaseError(code: string): DatabaseError {
  const error = new DatabaseError(`relation "${NEEDLE}" does not exist`, 10, 'error');
  return Object.assign(error, { code, detail: `Key (token)=(${NEEDLE}) already exists.`, table: NEEDLE });
}

class UpstreamError extends Error {}

/** What a handler throws → what the caller is told. */
const THROWN: [string, () => unknown, number, string][] = [
  ['a plain error', () => new Error(`${NEEDLE} /srv/app/secret.ts SELECT * FROM users`), 500, 'internal'],
  ['a type error', () => new TypeError(`Cannot read ${NEEDLE} of undefined`), 500, 'internal'],
  ['a text', () => NEEDLE, 500, 'internal'],
  ['nothing at all', () => null, 500, 'internal'],
  ['an object with a token', () => ({ token: NEEDLE, status: 418 }), 500, 'internal'],
  ['a missing file', () => withCode('ENOENT', `ENOENT: open '/srv/${NEEDLE}'`), 500, 'internal'],
  ['a full disk', () => withCode('ENOSPC', `ENOSPC: write '/srv/${NEEDLE}'`), 500, 'internal'],
  ['a broken constraint', () => databaseError('23505'), 500, 'internal'],
  ['a parent that was just removed', () => databaseError('23503'), 404, 'not-found'],
  [
    'a wrong statement',
    () => new QueryFailedError(`SELECT ${NEEDLE}`, [NEEDLE], databaseError('42P01')),
    500,
    'internal',
  ],
  ['a Nest 500', () => new InternalServerErrorException(NEEDLE), 500, 'internal'],
  ['an error that carries a foreign status', () => Object.assign(new Error(NEEDLE), { status: 404 }), 500, 'internal'],
  ['a Nest 400', () => new BadRequestException({ message: NEEDLE, sql: NEEDLE }), 400, 'bad-request'],
  ['a Nest 403', () => new ForbiddenException(NEEDLE), 403, 'forbidden'],
  ['too many requests', () => new ThrottlerException(NEEDLE), 429, 'too-many-requests'],
  ['a wrong CSRF token', () => Object.assign(withCode('EBADCSRFTOKEN'), { status: 403 }), 403, 'csrf-token-invalid'],
  ['a database that shuts down', () => databaseError('57P01'), 503, 'database-unavailable'],
  ['a database that is a standby', () => databaseError('25006'), 503, 'database-unavailable'],
  ['a database that ended an idle session', () => databaseError('57P05'), 503, 'database-unavailable'],
  ['a transaction that gave way to another', () => databaseError('40P01'), 503, 'database-unavailable'],
  ['a database whose password is being changed', () => databaseError('28P01'), 503, 'database-unavailable'],
  [
    'a database that starts',
    () => new QueryFailedError(NEEDLE, [], databaseError('57P03')),
    503,
    'database-unavailable',
  ],
  ['a refused connection', () => withCode('ECONNREFUSED', `connect ${NEEDLE}:5432`), 503, 'database-unavailable'],
  ['both families refused', () => new AggregateError([withCode('ECONNREFUSED')], NEEDLE), 503, 'database-unavailable'],
  ['a lost connection', () => new Error('Connection terminated unexpectedly'), 503, 'database-unavailable'],
  ['an exhausted pool', () => new Error('timeout exceeded when trying to connect'), 503, 'database-unavailable'],
  [
    'an upstream error of a module',
    () => new UpstreamError(NEEDLE, { cause: withCode('ECONNREFUSED') }),
    502,
    'plex-unreachable',
  ],
  [
    'a domain error with an internal cause',
    () => new DomainError('conflict', 'last-admin', 'There must be one.', { cause: new Error(NEEDLE) }),
    409,
    'last-admin',
  ],
];

class Inner {
  @IsInt()
  @Max(5)
  depth: number;
}

class Input {
  @IsString()
  @MaxLength(20)
  name: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => Inner)
  inner?: Inner;

  @IsOptional()
  anything?: unknown;
}

@Controller('things')
class ThingsController {
  @Get('throw/:index')
  throw(@Param('index') index: string): never {
    throw THROWN[Number(index)]![1]();
  }

  @Get('half')
  async half(@Res() response: Response): Promise<never> {
    response.write('half an answer');
    await sleep(50);
    throw new Error(NEEDLE);
  }

  @Get()
  list(@Query() query: PageQuery) {
    return { limit: query.limit };
  }

  @Get('named/:name')
  named(@Param('name') name: string) {
    return { name };
  }

  @Post()
  create(@Body() body: Input) {
    return { name: body.name };
  }
}

@Module({})
class TestModule {}

describe('problem answers', () => {
  let app: NestExpressApplication;
  let url: string;

  beforeAll(async () => {
    const config = new AppConfig(readEnvironment({ LOG_LEVEL: 'silent' }), '');
    app = await NestFactory.create<NestExpressApplication>(
      {
        module: TestModule,
        imports: [ConfigModule.register(config), LoggingModule.register(), ProblemModule],
        controllers: [ThingsController],
      },
      { logger: false, bodyParser: false },
    );
    app.use(requestId, requestLog(app.get<Logger>(ROOT_LOGGER)), jsonBody());
    app
      .get(ProblemMappers)
      .register((error) =>
        error instanceof UpstreamError
          ? new DomainError('upstream-unavailable', 'plex-unreachable', 'Plex could not be reached.', { cause: error })
          : null,
      );
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });

  afterAll(() => app.close());

  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/things`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

  async function problem(response: globalThis.Response) {
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const body = (await response.json()) as Record<string, unknown> & { errors?: { field: string; message: string }[] };
    expect(body).toMatchObject({ type: 'about:blank', status: response.status });
    expect(body.requestId).toBe(response.headers.get('x-request-id'));
    return body;
  }

  it.each(THROWN.map(([name, , status, code], index) => [name, status, code, index] as const))(
    'for %s: %i %s, and not a word of what it was',
    async (_, status, code, index) => {
      const response = await fetch(`${url}/things/throw/${index}`);
      const text = await response.clone().text();
      expect(await problem(response)).toMatchObject({ status, code });
      expect(text).not.toMatch(/NEEDLE|srv|SELECT|5432|node_modules|\.ts|Error:|\\n\s*at /);
      const headers = [...response.headers].join(' ');
      expect(headers).not.toContain(NEEDLE);
      if ([429, 503].includes(status)) expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    },
  );

  it('breaks the connection when half an answer is out', async () => {
    const response = await fetch(`${url}/things/half`);
    await expect(response.text()).rejects.toThrow();
  });

  it('for an unknown route: 404', async () => {
    expect(await problem(await fetch(`${url}/nowhere/${NEEDLE}`))).toMatchObject({ code: 'not-found' });
  });

  it('for malformed JSON: 400 without a piece of it', async () => {
    const response = await post(`{"name": ${NEEDLE}`);
    const text = await response.clone().text();
    expect(await problem(response)).toMatchObject({ status: 400, code: 'malformed-json' });
    expect(text).not.toContain(NEEDLE);
  });

  it('for an empty body where one is needed: 400 with the field', async () => {
    expect((await problem(await post(''))).code).toBe('validation-failed');
  });

  it('for a body beyond the limit: 413', async () => {
    const response = await post(JSON.stringify({ name: 'x'.repeat(2_000_000) }));
    expect(await problem(response)).toMatchObject({ status: 413, code: 'payload-too-large' });
  });

  it('for a hundred thousand values at any depth: 400, without looking at each', async () => {
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i]));
    for (const body of [many, { name: [many] }]) {
      const response = await post(JSON.stringify(body));
      expect(await problem(response)).toMatchObject({ status: 400, code: 'malformed-body' });
    }
  });

  it.each([
    ['nested too deeply', '['.repeat(1_400_000), 'validation-failed'],
    ['of too many values', `[${'1,'.repeat(700_000)}`, 'malformed-body'],
  ])(
    'for a packed body %s: 400 before anything parses it, which would find that it has no end',
    async (_, text, code) => {
      const response = await fetch(`${url}/things`, {
        method: 'POST',
        body: gzipSync(text),
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      });
      expect(await problem(response)).toMatchObject({ status: 400, code });
    },
  );

  it.each(['utf-16', 'utf-16le', 'utf-7', 'utf-32'])('for a body in %s: 415', async (charset) => {
    const body = Buffer.from('{"name":"x"}', 'utf16le').toString('latin1');
    const response = await post(body, { 'content-type': `application/json; charset=${charset}` });
    expect(await problem(response)).toMatchObject({ status: 415, code: 'unsupported-media-type' });
  });

  it.each(['gzip', 'deflate', 'br'])('for a body that is not compressed by %s as it says: 400', async (encoding) => {
    const response = await post('{"name":"x"}', { 'content-encoding': encoding });
    expect(await problem(response)).toMatchObject({ status: 400, code: 'malformed-body' });
  });

  it('for hundreds of unknown fields: 400 that names some of them', async () => {
    const some = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, i]));
    const { status, errors } = await problem(await post(JSON.stringify(some)));
    expect(status).toBe(400);
    expect(errors).toHaveLength(20);
  });

  it('for a field of a megabyte: 400 with its name', async () => {
    const response = await post(JSON.stringify({ name: 'x'.repeat(1 << 20) }));
    expect((await problem(response)).errors).toEqual([{ field: 'name', message: expect.stringContaining('20') }]);
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded', 'name=x'],
    ['text', 'text/plain', '{"name":"x"}'],
    ['no type', '', '{"name":"x"}'],
    ['an odd character set', 'application/json; charset=x-unknown', '{"name":"x"}'],
  ])('for %s as the body: 415', async (_, type, body) => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = httpRequest(`${url}/things`, {
        method: 'POST',
        headers: { ...(type ? { 'content-type': type } : {}), 'content-length': Buffer.byteLength(body) },
      });
      sent.once('response', (response) => resolve(response.resume().statusCode)).once('error', reject);
      sent.end(body);
    });
    expect(status).toBe(415);
  });

  it.each([
    [{ name: 'x', unknown: 1 }, [{ field: 'unknown', message: 'is not a known field' }]],
    [{ name: 7 }, [{ field: 'name', message: expect.stringMatching(/string|20/) }]],
    [{ name: 'x', inner: { depth: 9 } }, [{ field: 'inner.depth', message: 'must not be greater than 5' }]],
    [{ name: 'x', inner: { deep: 1, depth: 1 } }, [{ field: 'inner.deep', message: 'is not a known field' }]],
  ])('for the body %j: 400 with dotted paths', async (body, errors) => {
    expect(await problem(await post(JSON.stringify(body)))).toMatchObject({ code: 'validation-failed', errors });
  });

  it.each(['0', '101', 'abc', '5.0', '1e1', '', '-1', ' 5', '5&limit=6'])('for limit=%s: 400', async (limit) => {
    const body = await problem(await fetch(`${url}/things?limit=${limit}`));
    expect(body).toMatchObject({ status: 400, code: 'validation-failed', errors: [{ field: 'limit' }] });
  });

  it.each([
    ['1e1', 'must be a plain whole number'],
    ['5.0', 'must be a plain whole number'],
    ['0', 'must not be less than 1'],
    ['101', 'must not be greater than 100'],
  ])('for limit=%s: what is wrong with it', async (limit, message) => {
    const { errors } = await problem(await fetch(`${url}/things?limit=${limit}`));
    expect(errors).toEqual([{ field: 'limit', message }]);
  });

  it('for an unknown query field: 400 with its name', async () => {
    const { errors } = await problem(await fetch(`${url}/things?offset=3`));
    expect(errors).toEqual([{ field: 'offset', message: 'is not a known field' }]);
  });

  it.each([
    ['NUL in a body field', () => post('{"name":"a\\u0000b"}'), 'name'],
    ['NUL deep in a body', () => post('{"name":"a","anything":{"list":["\\u0000"]}}'), 'anything.list.0'],
    ['NUL in a field name', () => post('{"name":"a","anything":{"a\\u0000":1}}'), 'anything.a\uFFFD'],
    ['a lone surrogate', () => post('{"name":"\\ud800"}'), 'name'],
    ['NUL in the query', () => fetch(`${url}/things?cursor=%00`), 'cursor'],
    ['NUL in the path', () => fetch(`${url}/things/named/%00`), 'name'],
  ])('for %s: 400 naming the field', async (_, send, field) => {
    const body = await problem(await send());
    expect(body).toMatchObject({ status: 400, code: 'validation-failed', errors: [{ field }] });
  });

  it('takes every character that PostgreSQL can store', async () => {
    const response = await post(JSON.stringify({ name: 'é🎬 \u202Eأ\u0301' }));
    expect(await response.json()).toEqual({ name: 'é🎬 \u202Eأ\u0301' });
  });

  it('for a body nested without end: 400', async () => {
    const nested = (depth: number) => post(`{"name":"x","anything":${'['.repeat(depth)}${']'.repeat(depth)}}`);
    expect((await nested(31)).status).toBe(201);
    for (const depth of [32, 900, 20_000])
      expect((await problem(await nested(depth))).errors).toEqual([{ field: '', message: 'is nested too deeply' }]);
  });

  it('for a path that is no UTF-8: 400', async () => {
    expect((await fetch(`${url}/things/named/%E0%A4`)).status).toBe(400);
  });

  it.each([
    ['my-request-42', true],
    ['short', false],
    [`${'x'.repeat(65)}`, false],
    ['has spaces in it', false],
  ])('answers under the request id %s: %s', async (id, kept) => {
    const response = await fetch(`${url}/things/throw/0`, { headers: { 'x-request-id': id } });
    const { requestId: answered } = await problem(response);
    if (kept) expect(answered).toBe(id);
    else expect(answered).toMatch(/^[0-9a-f-]{36}$/);
  });
});

import { z } from 'zod';
import type { AiTestOutcome } from './ai-settings.dto';
import type { ProviderReply } from './provider-http';

/** The tool that a model is asked to call. */
export const TEST_TOOL = 'report_status';

const completion = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          tool_calls: z.array(z.object({ function: z.object({ name: z.string() }) })).nullish(),
        }),
        finish_reason: z.string().nullish().catch(null),
      }),
    )
    .min(1),
});

const modelList = z.object({ data: z.array(z.object({ id: z.string() })) });

/** An endpoint that refuses is there, and has not answered. */
type Refusal = Exclude<AiTestOutcome, 'ok' | 'unreachable' | 'tls' | 'filtered'>;

const BY_STATUS: Record<number, Refusal> = {
  401: 'unauthorized',
  402: 'no-credit',
  403: 'unauthorized',
  408: 'timeout',
  429: 'rate-limited',
  504: 'timeout',
};

const NO_MODEL =
  /model_not_found|(?:model|deployment)\b.{0,200}(?:not found|does not exist)|no such model|(?:unknown|invalid) model/;
const TOOLS = /\btools?\b|function.?call/;
/** It may name tools among what could be shortened, and says nothing of whether they may be called. */
const TOO_LONG = /context.?(?:length|window|size)|maximum context|too many tokens|reduce the length/;

/** Null where nothing speaks against asking the model: not every endpoint lists its models. */
export function verdictOnModels({ status, body }: ProviderReply): AiTestOutcome | null {
  return verdictOnStatus(status, body);
}

/** Whether the list names the model; null where there is no list. */
export function listsModel({ status, body }: ProviderReply, model: string): boolean | null {
  const list = modelList.safeParse(body);
  return status === 200 && list.success ? list.data.data.some(({ id }) => id === model) : null;
}

/** @param listed whether the endpoint's own list names the model; null where it has none */
export function verdictOnCompletion(reply: ProviderReply, listed: boolean | null): AiTestOutcome {
  return reply.status === 200 ? verdictOnAnswer(reply.body) : verdictOnRefusal(reply, listed);
}

/** Of a reply whose status is not 200. */
export function verdictOnRefusal({ status, body }: ProviderReply, listed: boolean | null): Refusal {
  if (status === 429 && saysNoCredit(body)) return 'no-credit';
  const known = verdictOnStatus(status, body);
  if (known) return known;
  if (status >= 500) return 'server-error';
  return verdictOnWords(status, body, listed);
}

/** A page that says "forbidden" comes from a firewall or a portal in between: it has not seen the key. */
function verdictOnStatus(status: number, body: unknown): Refusal | null {
  const isPage = typeof body === 'string' && body.trimStart().startsWith('<');
  return status === 403 && isPage ? 'malformed' : (BY_STATUS[status] ?? null);
}

function verdictOnAnswer(body: unknown): AiTestOutcome {
  const answer = completion.safeParse(body);
  if (!answer.success) return 'malformed';
  const { message, finish_reason: end } = answer.data.choices[0];
  if (message.tool_calls?.some((call) => call.function.name === TEST_TOOL)) return 'ok';
  return end === 'content_filter' ? 'filtered' : 'no-tools';
}

/** Endpoints name the cause in words of their own: OpenAI by `code`, Ollama and others in a sentence. */
function verdictOnWords(status: number, body: unknown, listed: boolean | null): Refusal {
  if (status < 400 || typeof body !== 'object' || body === null) return 'malformed';
  const words = JSON.stringify(body).toLowerCase();
  if (NO_MODEL.test(words)) return 'unknown-model';
  if (TOO_LONG.test(words)) return 'server-error';
  if (TOOLS.test(words)) return 'no-tools';
  return listed === false || (status === 404 && words.includes('model')) ? 'unknown-model' : 'malformed';
}

/** OpenAI tells an empty account by the status of too many requests. */
function saysNoCredit(body: unknown): boolean {
  return /insufficient_quota|exceeded your current quota|insufficient (credit|balance|fund)/i.test(
    JSON.stringify(body ?? ''),
  );
}

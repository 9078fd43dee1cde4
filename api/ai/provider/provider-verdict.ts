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
      }),
    )
    .min(1),
});

const modelList = z.object({ data: z.array(z.object({ id: z.string() })) });

/** An endpoint that refuses is there, and has not answered. */
type Refusal = Exclude<AiTestOutcome, 'ok' | 'unreachable' | 'tls'>;

const BY_STATUS: Record<number, Refusal> = {
  401: 'unauthorized',
  402: 'no-credit',
  403: 'unauthorized',
  408: 'timeout',
  429: 'rate-limited',
  504: 'timeout',
};

/** Null where nothing speaks against asking the model: not every endpoint lists its models. */
export function verdictOnModels({ status }: ProviderReply): AiTestOutcome | null {
  return BY_STATUS[status] ?? null;
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
  const known = BY_STATUS[status];
  if (known) return known;
  if (status >= 500) return 'server-error';
  return verdictOnWords(status, body, listed);
}

function verdictOnAnswer(body: unknown): AiTestOutcome {
  const answer = completion.safeParse(body);
  if (!answer.success) return 'malformed';
  const calls = answer.data.choices[0].message.tool_calls ?? [];
  return calls.some((call) => call.function.name === TEST_TOOL) ? 'ok' : 'no-tools';
}

/** Endpoints name the cause in words of their own: OpenAI by `code`, Ollama and others in a sentence. */
function verdictOnWords(status: number, body: unknown, listed: boolean | null): Refusal {
  if (status < 400 || typeof body !== 'object' || body === null) return 'malformed';
  const words = JSON.stringify(body).toLowerCase();
  if (/model_not_found|model .{0,200}not found|no such model|unknown model|does not exist/.test(words))
    return 'unknown-model';
  if (/\btools?\b|function.?call/.test(words)) return 'no-tools';
  return listed === false || (status === 404 && words.includes('model')) ? 'unknown-model' : 'malformed';
}

/** OpenAI tells an empty account by the status of too many requests. */
function saysNoCredit(body: unknown): boolean {
  return /insufficient_quota|exceeded your current quota|insufficient (credit|balance|fund)/i.test(
    JSON.stringify(body ?? ''),
  );
}

import { z } from 'zod';

const tools = z
  .array(z.object({ name: z.string().max(100), arguments: z.record(z.string(), z.unknown()).default({}) }))
  .max(16);
const plan = z.union([z.object({ tools }).transform((one) => one.tools), tools]);

export type Plan = z.infer<typeof tools>;

/**
 * What a model without tool calls wants to have looked up; null where it wrote something else. Small models put a
 * sentence, a fence or their thoughts around it: the JSON in it counts.
 */
export function readPlan(text: string): Plan | null {
  const fenced = /```(?:json)?\s*([\s\S]*?)```/i.exec(text)?.[1];
  for (const candidate of [text, fenced, between(text, '{', '}'), between(text, '[', ']')]) {
    const read = candidate === undefined ? null : parse(candidate);
    if (read) return read;
  }
  return null;
}

function between(text: string, first: string, last: string): string | undefined {
  const [from, to] = [text.indexOf(first), text.lastIndexOf(last)];
  return from >= 0 && to > from ? text.slice(from, to + 1) : undefined;
}

function parse(json: string): Plan | null {
  try {
    return plan.parse(JSON.parse(json));
  } catch {
    return null;
  }
}

import { z } from 'zod';

const plan = z.strictObject({
  tools: z
    .array(z.strictObject({ name: z.string().max(100), arguments: z.record(z.string(), z.unknown()).default({}) }))
    .max(16),
});

export type Plan = z.infer<typeof plan>['tools'];

/** What a model without tool calls wants to have looked up; null where it wrote something else. */
export function readPlan(text: string): Plan | null {
  const json = text
    .trim()
    .replace(/^```(?:json)?\s*/i, '')
    .replace(/\s*```$/, '');
  try {
    return plan.parse(JSON.parse(json)).tools;
  } catch {
    return null;
  }
}

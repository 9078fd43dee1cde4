const UNSTORABLE = /[\u0000\p{Surrogate}]/gu;

/** What a model wrote, without the characters that PostgreSQL takes neither as text nor in JSON. */
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(UNSTORABLE, '');
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name.replace(UNSTORABLE, ''), storable(one)]));
}

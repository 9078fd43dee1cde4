import { notFound } from '../../common';

const MAX_BIGINT = 9_223_372_036_854_775_807n;

/** Ids are bigints as text; other text is simply no id of ours. */
export function isItemId(text: string): boolean {
  return /^[1-9]\d{0,18}$/.test(text) && BigInt(text) <= MAX_BIGINT;
}

/** @throws DomainError `not-found` */
export function requireItemId(text: string): string {
  if (!isItemId(text)) throw notFound('The item');
  return text;
}

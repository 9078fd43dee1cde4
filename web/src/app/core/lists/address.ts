/** Values of an address, read. What one cannot mean is null: a mistyped address shows more, never an error. */
export function oneOf<T extends string>(value: string | null, allowed: readonly T[]): T | null {
  return allowed.find((each) => each === value) ?? null;
}

export function text(value: string | null, longest: number): string | null {
  return value !== null && value !== '' && value.length <= longest && !value.includes('\u0000') ? value : null;
}

export function whole(value: string | null, max: number): number | null {
  return value !== null && /^\d{1,16}$/.test(value) && Number(value) <= max ? Number(value) : null;
}

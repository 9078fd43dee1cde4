import type { World } from '../world';

/** Arguments of a control call: the query and the JSON body, merged. */
export class Arguments {
  constructor(private readonly values: Record<string, unknown>) {}

  text(name: string): string | undefined {
    const value = this.values[name];
    return value === undefined || value === null ? undefined : String(value);
  }

  number(name: string): number | undefined {
    const value = this.values[name];
    if (value === undefined || value === null) return undefined;
    const number = Number(value);
    if (!Number.isFinite(number)) throw new Error(`${name} is no number`);
    return number;
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new Error(`${name} is missing`);
    return value;
  }

  requiredNumber(name: string): number {
    const value = this.number(name);
    if (value === undefined) throw new Error(`${name} is missing`);
    return value;
  }

  flag(name: string): boolean | undefined {
    const value = this.values[name];
    return value === undefined
      ? undefined
      : value === true || value === 'true' || value === '1' || value === 1 || value === 'on';
  }

  list(name: string): string[] {
    const value = this.values[name];
    if (Array.isArray(value)) return value.map(String);
    return typeof value === 'string' && value !== '' ? value.split(',') : [];
  }

  all(): Record<string, unknown> {
    return this.values;
  }
}

export interface ControlCall {
  world: World;
  args: Arguments;
}

type ControlHandler = (call: ControlCall) => unknown;
/** `METHOD path` below `/__control` → what it does. */
export type ControlTable = Record<string, ControlHandler>;

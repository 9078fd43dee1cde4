/** Parameters of a statement under construction; `add` answers the placeholder. */
export class SqlValues {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }
}

export interface Statement {
  text: string;
  values: unknown[];
  /** Set for shapes that are asked for all the time: planned once per connection. */
  name?: string;
}

import type { RowForm, Scalar } from '../catalog/item';

/**
 * One description of a reply, two ways to write it. The caller gives attributes first, then lists:
 * XML needs it so, JSON does not mind.
 */
export interface Writer {
  readonly contentType: string;
  /** Opens an element; inside a list in JSON. */
  open(name: string): void;
  close(name: string): void;
  /** A child that is an object in JSON, not an entry of a list; ends with `close`. */
  openObject(name: string): void;
  attr(name: string, value: Scalar): void;
  /** The children that follow are the entries of this list, until `endList`. Empty lists are not written at all. */
  list(name: string, length: number): void;
  endList(): void;
  /** An empty list that is written all the same (a quirk). */
  emptyList(name: string): void;
  /** Rows of quirky items are written in another form; undefined restores the usual one. */
  setForm(form: RowForm | undefined): void;
  /** What `excludeFields` and `excludeElements` asked to leave out of the rows that follow. */
  exclude(names: ReadonlySet<string> | null): void;
  excludes(name: string): boolean;
  /** Turns what was written so far into bytes; called after each row. */
  flush(): void;
  body(): Buffer;
}

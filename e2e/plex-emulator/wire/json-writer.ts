import type { RowForm, Scalar } from '../catalog/item';
import { ByteSink } from './byte-sink';
import type { Writer } from './writer';

/** Control characters and halves of surrogate pairs are rare; everything else goes out as it is. */
const NEEDS_ESCAPE = /["\\\u0000-\u001f\u007f\ud800-\udfff]/;
const DIGITS = /^\d{1,15}$/;

function jsonText(value: string): string {
  return NEEDS_ESCAPE.test(value) ? JSON.stringify(value) : '"' + value + '"';
}

export class JsonWriter implements Writer {
  readonly contentType = 'application/json';
  private readonly sink = new ByteSink();
  private out = '{"MediaContainer":';
  private separator = '';
  private form: RowForm | undefined;
  private excluded: ReadonlySet<string> | null = null;
  private bare = false;
  private depth = 0;

  open(): void {
    this.out += this.separator + '{';
    this.separator = '';
    this.depth++;
  }

  openObject(name: string): void {
    this.out += this.separator + '"' + name + '":{';
    this.separator = '';
    this.depth++;
  }

  close(): void {
    this.out += '}';
    this.separator = ',';
    this.depth--;
  }

  attr(name: string, value: Scalar): void {
    if (value === undefined || (this.excluded !== null && this.depth === 2 && this.excluded.has(name))) return;
    this.out += this.separator + '"' + name + '":';
    this.separator = ',';
    if (this.form !== undefined) this.out += formed(value, this.form);
    else if (typeof value === 'string') this.out += jsonText(value);
    else this.out += value;
  }

  list(name: string, length: number): void {
    this.bare = length === 1 && this.form?.bareObjects === true;
    this.out += this.separator + '"' + name + (this.bare ? '":' : '":[');
    this.separator = '';
    // A bare object has no closing bracket either; lists inside it are arrays again.
    this.bareStack.push(this.bare);
  }

  private readonly bareStack: boolean[] = [];

  endList(): void {
    if (this.bareStack.pop() !== true) this.out += ']';
    this.separator = ',';
  }

  emptyList(name: string): void {
    this.out += this.separator + '"' + name + '":[]';
    this.separator = ',';
  }

  setForm(form: RowForm | undefined): void {
    this.form = form;
  }

  exclude(names: ReadonlySet<string> | null): void {
    this.excluded = names;
  }

  excludes(name: string): boolean {
    return this.excluded !== null && this.excluded.has(name);
  }

  flush(): void {
    this.sink.add(this.out);
    this.out = '';
  }

  body(): Buffer {
    this.out += '}';
    this.flush();
    return this.sink.bytes();
  }
}

function formed(value: Exclude<Scalar, undefined>, form: RowForm): string {
  if (typeof value === 'number') return form.numbersAsText ? `"${value}"` : String(value);
  if (typeof value === 'boolean') return formedBoolean(value, form.booleans);
  if (value === null) return 'null';
  return form.textAsNumbers && DIGITS.test(value) ? value : jsonText(value);
}

function formedBoolean(value: boolean, form: RowForm['booleans']): string {
  if (form === 'digit') return value ? '1' : '0';
  if (form === 'text') return value ? '"1"' : '"0"';
  return String(value);
}

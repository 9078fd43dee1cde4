import type { RowForm, Scalar } from '../catalog/item';
import { ByteSink } from './byte-sink';
import type { Writer } from './writer';

const NEEDS_ESCAPE = /[&<>"\u0000-\u001f\ud800-\udfff\ufffe\uffff]/;
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

/** XML 1.0 cannot say NUL, most control characters or half a surrogate pair, so they are lost here. */
export function xmlText(value: string): string {
  if (!NEEDS_ESCAPE.test(value)) return value;
  const legal = Buffer.from(value, 'utf8').toString('utf8').replaceAll('\ufffd', '').replace(ILLEGAL, '');
  return legal.replace(/[&<>"\n\r\t]/g, (character) => ENTITIES[character]);
}

export class XmlWriter implements Writer {
  readonly contentType = 'text/xml;charset=utf-8';
  private readonly sink = new ByteSink();
  private out = '<?xml version="1.0" encoding="UTF-8"?>\n';
  private tagOpen = false;
  private excluded: ReadonlySet<string> | null = null;
  private depth = 0;

  open(name: string): void {
    this.endTag();
    this.out += '<' + name;
    this.tagOpen = true;
    this.depth++;
  }

  openObject(name: string): void {
    this.open(name);
  }

  private endTag(): void {
    if (this.tagOpen) this.out += '>\n';
    this.tagOpen = false;
  }

  close(name: string): void {
    this.out += this.tagOpen ? '/>\n' : '</' + name + '>\n';
    this.tagOpen = false;
    this.depth--;
  }

  attr(name: string, value: Scalar): void {
    if (value === undefined || value === null) return;
    if (this.excluded !== null && this.depth === 2 && this.excluded.has(name)) return;
    if (typeof value === 'string') this.out += ' ' + name + '="' + xmlText(value) + '"';
    else this.out += ' ' + name + '="' + (typeof value === 'boolean' ? (value ? '1' : '0') : value) + '"';
  }

  list(): void {
    // XML has no lists: the entries simply follow.
  }

  endList(): void {
    // see list
  }

  emptyList(): void {
    // see list
  }

  setForm(_form: RowForm | undefined): void {
    // XML is text only; forms of numbers and lists do not exist here.
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
    this.flush();
    return this.sink.bytes();
  }
}

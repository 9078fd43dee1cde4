import type { Scalar } from '../catalog/item';
import { xmlText } from './xml-writer';

/** Small XML documents of plex.tv: booleans are 1 and 0, null is an empty attribute. */
export function element(name: string, attributes: Record<string, Scalar>, children: readonly string[] = []): string {
  let out = `<${name}`;
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined) out += ` ${key}="${xmlText(attributeText(value))}"`;
  return children.length === 0 ? `${out}/>` : `${out}>${children.join('')}</${name}>`;
}

function attributeText(value: Exclude<Scalar, undefined>): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? '1' : '0';
  return String(value);
}

import type { Catalog } from './catalog';
import type { ItemType } from './keys';

interface Column {
  quirksOn: boolean;
  keys: Uint32Array;
  values: Float64Array;
}

/**
 * When each item of a type was last touched, computed once: what changes are asked for all the time is
 * not computed anew for a million items after each of them. Twelve bytes an item.
 */
export class UpdatedAtColumn {
  private readonly columns = new Map<ItemType, Column>();

  constructor(private readonly catalog: Catalog) {}

  /** @param keys of the type, in the order of the library */
  filter(type: ItemType, keys: Uint32Array, test: (updatedAt: number) => boolean): Uint32Array {
    const column = this.column(type, keys);
    const { patches, pinnedQuirks } = this.catalog.overlay;
    const found: number[] = [];
    let at = 0;
    for (const key of keys) {
      while (at < column.keys.length && column.keys[at] < key) at++;
      const isKnown = column.keys[at] === key && !patches.has(key) && !pinnedQuirks.has(key);
      if (test(isKnown ? column.values[at] : this.catalog.updatedAt(key))) found.push(key);
    }
    return Uint32Array.from(found);
  }

  /** Of the keys that were there when it was asked for first; later ones are computed one by one. */
  private column(type: ItemType, keys: Uint32Array): Column {
    const { quirksOn } = this.catalog.scope;
    const known = this.columns.get(type);
    if (known && known.quirksOn === quirksOn) return known;
    const column = { quirksOn, keys, values: Float64Array.from(keys, (key) => this.catalog.updatedAt(key)) };
    this.columns.set(type, column);
    return column;
  }
}

import { computed, signal } from '@angular/core';

interface Sized {
  id: string;
  /** Null: unknown. */
  bytes: number | null;
}

/** Rows that a person has picked out of a list. They stay picked whatever the list is filtered or sorted by. */
export class Selection<T extends Sized> {
  private readonly picked = signal<ReadonlyMap<string, T>>(new Map());
  /** In the order they were picked in. */
  readonly rows = computed(() => [...this.picked().values()]);
  readonly count = computed(() => this.picked().size);
  /** Of those whose size is known. */
  readonly bytes = computed(() => this.rows().reduce((sum, { bytes }) => sum + (bytes ?? 0), 0));
  readonly unsized = computed(() => this.rows().filter(({ bytes }) => bytes === null).length);

  has(id: string): boolean {
    return this.picked().has(id);
  }

  set(rows: readonly T[], picked: boolean): void {
    const next = new Map(this.picked());
    for (const row of rows) {
      if (picked) next.set(row.id, row);
      else next.delete(row.id);
    }
    this.picked.set(next);
  }

  clear(): void {
    this.picked.set(new Map());
  }
}

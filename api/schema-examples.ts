import type { OpenAPIObject } from '@nestjs/swagger';

interface Property {
  type?: string;
  format?: string;
  enum?: unknown[];
  example?: unknown;
}

const BY_FORMAT: Record<string, string> = {
  uuid: '6b1f1c1e-7a55-4f0b-9d3a-3a8e3c7f2f10',
  'date-time': '2026-01-31T12:00:00.000Z',
};

/** Cursors say nothing to a reader: one text stands for all. */
const BY_NAME: Record<string, string> = {
  cursor: 'WyJpdGVtczp0aXRsZTphc2MiLCJhbGllbiIsIjQyIl0',
  nextCursor: 'WyJpdGVtczp0aXRsZTphc2MiLCJhbGllbiIsIjQyIl0',
};

/** Gives an example to the fields that all look alike, so that no DTO repeats it. */
export function addExamples({ components }: OpenAPIObject): void {
  for (const schema of Object.values(components?.schemas ?? {})) {
    const properties = ('properties' in schema ? schema.properties : undefined) ?? {};
    for (const [name, property] of Object.entries(properties as Record<string, Property>)) {
      if (property.example !== undefined || property.enum) continue;
      const example = exampleOf(name, property);
      if (example !== undefined) property.example = example;
    }
  }
}

function exampleOf(name: string, { type, format }: Property): unknown {
  if (type === 'boolean') return true;
  if (type !== 'string') return undefined;
  return BY_NAME[name] ?? BY_FORMAT[format ?? ''];
}

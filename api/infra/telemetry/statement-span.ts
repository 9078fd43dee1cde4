import { inSpan, isTracing } from './spans';

const VERB = /^\s*(\w+)/;
const TABLE = /\b(?:FROM|INTO|UPDATE|JOIN)\s+([a-z_][a-z0-9_]*)/;

/** One statement as a span. Its text stays here: a summary names verb and table, and neither holds a value. */
export function statementSpan<T>(text: string, name: string | undefined, run: () => Promise<T>): Promise<T> {
  if (!isTracing()) return run();
  const verb = VERB.exec(text)?.[1]?.toUpperCase() ?? 'SQL';
  const table = TABLE.exec(text)?.[1];
  const summary = table ? `${verb} ${table}` : verb;
  return inSpan(
    {
      name: summary,
      kind: 'client',
      attributes: {
        'db.system.name': 'postgresql',
        'db.operation.name': verb,
        'db.query.summary': summary,
        'db.stored_procedure.name': name,
      },
    },
    run,
  );
}

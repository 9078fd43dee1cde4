import { readFileSync } from 'node:fs';
import { SECRET_NAMES, environmentSchema, type Environment, type EnvironmentName } from './environment.schema';

/** EX_CONFIG of sysexits.h: the caller must change a setting; starting again will not help. */
export const EXIT_BAD_CONFIGURATION = 78;

/** One line for each refused setting. Never holds a value: settings are secrets more often than not. */
export class ConfigurationError extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'ConfigurationError';
  }
}

type Source = Record<string, string | undefined>;

/**
 * The only reader of the process environment.
 * @throws ConfigurationError naming every setting that is wrong and what is allowed.
 */
export function readEnvironment(source: Source = process.env): Environment {
  const lines: string[] = [];
  const values = withSecretFiles(source, lines);
  const parsed = environmentSchema.safeParse(values);
  if (!parsed.success) {
    for (const name of new Set(parsed.error.issues.map((issue) => String(issue.path[0])))) {
      lines.push(`${name}: not a valid value; allowed: ${allowed(name as EnvironmentName)}`);
    }
  }
  lines.push(...contradictions(values, lines));
  if (!parsed.success || lines.length > 0) throw new ConfigurationError(lines);
  return parsed.data;
}

/** Which settings were given, directly or by a file. Never their values. */
export function givenSettings(source: Source = process.env): { name: string; set: boolean }[] {
  return Object.keys(environmentSchema.shape).map((name) => ({
    name,
    set: Boolean(source[name] || (isSecret(name) && source[`${name}_FILE`])),
  }));
}

function isSecret(name: string): boolean {
  return (SECRET_NAMES as readonly string[]).includes(name);
}

// An empty variable is what compose files and shells leave behind for "not set".
function withSecretFiles(source: Source, lines: string[]): Source {
  const values: Source = {};
  for (const name of Object.keys(environmentSchema.shape)) if (source[name]) values[name] = source[name];
  for (const name of SECRET_NAMES) {
    const file = source[`${name}_FILE`];
    if (!file) continue;
    if (values[name]) {
      lines.push(`${name}: set twice, directly and by ${name}_FILE; allowed: one of them`);
      continue;
    }
    try {
      values[name] = readFileSync(file, 'utf8').trim();
    } catch {
      lines.push(`${name}_FILE: the file cannot be read; allowed: a readable file holding ${allowed(name)}`);
    }
  }
  return values;
}

// Looks at what was given, so that these are told beside whatever else is wrong.
function contradictions(given: Source, told: readonly string[]): string[] {
  if (given.PROCESS_ROLE !== 'api' && given.PROCESS_ROLE !== 'worker') return [];
  return (['REDIS_URL', 'DATABASE_URL'] as const)
    .filter((name) => !given[name] && !told.some((line) => line.startsWith(`${name}_FILE:`)))
    .map((name) => `${name}: missing; PROCESS_ROLE api and worker need it; allowed: ${allowed(name)}`);
}

function allowed(name: EnvironmentName): string {
  return environmentSchema.shape[name]?.description ?? 'see the README';
}

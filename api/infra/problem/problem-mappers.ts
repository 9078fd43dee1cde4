import { Injectable } from '@nestjs/common';
import { DomainError } from '../../common';

/** Answers the domain error behind an error of some module, or null when it is not one of its own. */
export type ProblemMapper = (error: unknown) => DomainError | null;

/** Where modules tell what their own errors mean to a caller, so that infra need not know them. */
@Injectable()
export class ProblemMappers {
  private readonly mappers: ProblemMapper[] = [];

  register(mapper: ProblemMapper): void {
    this.mappers.push(mapper);
  }

  /** The domain error that an error is or stands for; null for errors that callers must not see. */
  toDomainError(error: unknown): DomainError | null {
    if (error instanceof DomainError) return error;
    for (const mapper of this.mappers) {
      const mapped = mapper(error);
      if (mapped) return mapped;
    }
    return null;
  }
}

/** Stable code of any error, for rows and logs: a domain error's own, or `internal`. */
export function errorCode(error: unknown, mappers: ProblemMappers): string {
  return mappers.toDomainError(error)?.code ?? 'internal';
}

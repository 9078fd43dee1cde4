import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { ProblemFilter } from './problem.filter';
import { ProblemMappers } from './problem-mappers';
import { StorableTextPipe } from './storable-text.pipe';
import { createValidationPipe } from './validation';

/** Every error as problem+json, and the checks that every request goes through. */
@Global()
@Module({
  providers: [
    ProblemMappers,
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useClass: StorableTextPipe },
    { provide: APP_PIPE, useFactory: createValidationPipe },
  ],
  exports: [ProblemMappers],
})
export class ProblemModule {}

export * from './api-problem.decorator';
export * from './declared-input.guard';
export * from './problem';
export * from './problem-mappers';
export * from './problem.dto';
export * from './problem.filter';
export * from './problem.module';
export * from './validation';

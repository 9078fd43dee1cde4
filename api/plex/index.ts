export * from './account';
export * from './connection';
export * from './plex-problem.decorator';
export * from './plex-problem.mapper';
export * from './plex.errors';
export * from './plex.module';
export * from './server';

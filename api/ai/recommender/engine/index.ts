export * from './co-watching';
export * from './features';
export * from './recommend';
export * from './taste';
export * from './title-index';

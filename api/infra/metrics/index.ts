export * from './at-scrape';
export * from './metrics';
export * from './upstream-metrics';

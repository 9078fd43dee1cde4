export * from './health.module';
export { HttpMetricsMiddleware } from './metrics/http-metrics.middleware';

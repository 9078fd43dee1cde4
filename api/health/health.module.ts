import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { PlexModule } from '../plex';
import { HealthReport } from './health-report';
import { HealthReportController } from './health-report.controller';
import { HealthController } from './health.controller';
import { DatabaseMetrics, databaseConnectionsProvider } from './metrics/database-metrics';
import { HttpMetricsMiddleware, httpAnswersProvider, httpDurationProvider } from './metrics/http-metrics.middleware';
import { JobMetrics, jobsProvider } from './metrics/job-metrics';
import { LibraryAgeQuery } from './metrics/library-age.query';
import { LibraryMetrics, libraryAgeProvider } from './metrics/library-metrics';
import { MetricsController } from './metrics/metrics.controller';
import { QueueProbe } from './queue-probe';
import { Readiness } from './readiness';
import { RedisProbe } from './redis-probe';
import { SupportBundle } from './system/support-bundle';
import { SystemController } from './system/system.controller';
import { SystemLog } from './system/system-log';
import { SystemReport } from './system/system-report';
import { SystemQuery } from './system/system.query';

/** Probes, the administrator's health report, and metrics. */
@Module({
  imports: [
    TerminusModule.forRoot({ logger: false }),
    PrometheusModule.register({ controller: MetricsController, defaultMetrics: { enabled: true } }),
    PlexModule,
  ],
  controllers: [HealthController, HealthReportController, SystemController],
  providers: [
    HealthReport,
    Readiness,
    QueueProbe,
    RedisProbe,
    JobMetrics,
    jobsProvider,
    DatabaseMetrics,
    databaseConnectionsProvider,
    LibraryMetrics,
    LibraryAgeQuery,
    libraryAgeProvider,
    HttpMetricsMiddleware,
    httpDurationProvider,
    httpAnswersProvider,
    SystemReport,
    SystemQuery,
    SystemLog,
    SupportBundle,
  ],
})
export class HealthModule {}

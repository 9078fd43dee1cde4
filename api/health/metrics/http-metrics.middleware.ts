import { Injectable, type NestMiddleware, type OnModuleInit } from '@nestjs/common';
import { InjectMetric, makeCounterProvider, makeHistogramProvider } from '@willsoto/nestjs-prometheus';
import type { NextFunction, Request, Response } from 'express';
import type { Counter, Histogram } from 'prom-client';

const HTTP_DURATION = 'smartplex_http_request_duration_seconds';
const HTTP_ANSWERS = 'smartplex_http_answers_total';
const CLASSES = ['2xx', '3xx', '4xx', '5xx'] as const;
const QUIET = /^\/(health|metrics)\b/;

export const httpDurationProvider = makeHistogramProvider({
  name: HTTP_DURATION,
  help: 'Time from request to the end of its answer',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});

export const httpAnswersProvider = makeCounterProvider({
  name: HTTP_ANSWERS,
  help: 'Answers by class of status, without probes and scrapes, which go well when nothing else does',
  labelNames: ['class'],
});

/**
 * Times every answer by route template, so that no id or title becomes a label. Stands before everything else: what
 * a parser or the portal answers never comes to a route, and is counted all the same.
 */
@Injectable()
export class HttpMetricsMiddleware implements NestMiddleware, OnModuleInit {
  constructor(
    @InjectMetric(HTTP_DURATION) private readonly duration: Histogram,
    @InjectMetric(HTTP_ANSWERS) private readonly answers: Counter,
  ) {}

  /** What first shows with its first error has not risen, as Prometheus sees it. */
  onModuleInit(): void {
    for (const each of CLASSES) this.answers.inc({ class: each }, 0);
  }

  use(request: Request, response: Response, next: NextFunction): void {
    const stop = this.duration.startTimer({ method: request.method });
    response.once('close', () => {
      const status = statusOf(response);
      if (status === null) return;
      const route = routeOf(request, response);
      stop({ route, status });
      if (!QUIET.test(route)) this.answers.inc({ class: `${status[0]}xx` });
    });
    next();
  }
}

/** The template where one matched; else what answered in its place, by a name that it left. */
function routeOf(request: Request, { locals }: Response): string {
  return (
    (request.route as { path?: string } | undefined)?.path ?? (locals.answeredBy as string | undefined) ?? 'unmatched'
  );
}

/** As proxies write it where the caller went away before the answer was whole. */
const CALLER_GONE = '499';

/** Null for a stream of events that its reader has left: that is how those end, whenever it is. */
function statusOf(response: Response): string | null {
  if (response.writableFinished) return String(response.statusCode);
  return String(response.getHeader('Content-Type')).startsWith('text/event-stream') ? null : CALLER_GONE;
}

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectMetric, makeGaugeProvider } from '@willsoto/nestjs-prometheus';
import type { Gauge } from 'prom-client';
import { atScrape } from '../../infra/metrics';
import { LibraryAgeQuery } from './library-age.query';

const AGE = 'smartplex_library_age_seconds';

export const libraryAgeProvider = makeGaugeProvider({
  name: AGE,
  help: 'Time since the library that was longest not synced was synced; absent where no library is synced',
});

/** Tells at each scrape how far behind its servers the mirror may be. */
@Injectable()
export class LibraryMetrics implements OnModuleInit {
  constructor(
    @InjectMetric(AGE) private readonly gauge: Gauge,
    private readonly query: LibraryAgeQuery,
  ) {}

  onModuleInit(): void {
    atScrape(
      this.gauge,
      () => this.query.seconds(),
      (seconds) => this.gauge.set(seconds),
    );
  }
}

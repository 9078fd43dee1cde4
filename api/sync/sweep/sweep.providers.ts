import type { Provider } from '@nestjs/common';
import { CountCheck } from './count-check';
import { PageMemory } from './page-memory.repository';
import { PageWriteRepository } from './page-write.repository';
import { PlannerStatistics } from './planner-statistics.repository';
import { SectionCompletion } from './section-completion';
import { SectionReading } from './section-reading';
import { SectionRemovals } from './section-removals';
import { SectionRunner } from './section-runner';

export const SWEEP_PROVIDERS: Provider[] = [
  SectionRunner,
  SectionCompletion,
  CountCheck,
  SectionReading,
  SectionRemovals,
  PlannerStatistics,
  PageWriteRepository,
  PageMemory,
];

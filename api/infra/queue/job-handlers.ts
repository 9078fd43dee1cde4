import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { expectJob } from '../metrics';
import { definedJobs, type JobDefinition, type JobHandler } from './job';
import { JOB_DEFINITION } from './job-processor.decorator';

export interface RegisteredJob {
  definition: JobDefinition;
  handler: JobHandler;
}

/** The handler of every kind of job, found among the providers at start. */
@Injectable()
export class JobHandlers implements OnModuleInit {
  private readonly jobsByName = new Map<string, RegisteredJob>();

  constructor(private readonly discovery: DiscoveryService) {}

  /** @throws Error when a kind of job has no handler or two */
  onModuleInit(): void {
    for (const { instance, metatype } of this.discovery.getProviders()) {
      if (!instance || !metatype) continue;
      const definition = Reflect.getMetadata(JOB_DEFINITION, metatype) as JobDefinition | undefined;
      if (!definition || this.jobsByName.get(definition.name)?.handler === instance) continue;
      if (this.jobsByName.has(definition.name)) throw new Error(`The job ${definition.name} has two handlers`);
      this.jobsByName.set(definition.name, { definition, handler: instance as JobHandler });
      expectJob(definition.name);
    }
    const missing = definedJobs().filter(({ name }) => !this.jobsByName.has(name));
    if (missing.length > 0) throw new Error(`No handler for the job ${missing.map(({ name }) => name).join(', ')}`);
  }

  all(): RegisteredJob[] {
    return [...this.jobsByName.values()];
  }

  find(name: string): RegisteredJob | undefined {
    return this.jobsByName.get(name);
  }
}

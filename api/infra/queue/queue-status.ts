/** How the part of the queue that runs jobs is doing, for probes. */
export abstract class QueueStatus {
  /** When it last looked for work and got an answer; null before the first time. */
  abstract lastPolledAt(): Date | null;
  /** False where this process only adds jobs (PROCESS_ROLE api). */
  abstract readonly runsJobs: boolean;
}

/** What a report of a fault of ours may say beside the error. */
export interface FaultContext {
  requestId?: string | null;
  jobId?: string;
  job?: string;
}

export type FaultReporter = (error: unknown, context: FaultContext) => void;

let reporter: FaultReporter | null = null;

export function useFaultReporter(chosen: FaultReporter | null): void {
  reporter = chosen;
}

/** Tells whoever watches over errors, where somebody was configured. For faults of SmartPlex only: Plex being away is none. */
export function reportFault(error: unknown, context: FaultContext = {}): void {
  reporter?.(error, context);
}

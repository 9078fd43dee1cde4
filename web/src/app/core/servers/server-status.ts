import type { Server } from '../../api/types';
import type { StatusTone } from '../../ui/status-chip';

const STATUS: Record<Server['status'], { tone: StatusTone; label: string }> = {
  online: { tone: 'good', label: $localize`Online` },
  offline: { tone: 'bad', label: $localize`Offline` },
  unauthorized: { tone: 'warn', label: $localize`Sign-in refused` },
};

/** The health of a server in a word. */
export function serverStatus(status: Server['status']): { tone: StatusTone; label: string } {
  return STATUS[status];
}

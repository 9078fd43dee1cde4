import type { Server } from '../../api/types';
import type { StatusTone } from '../../ui/status-chip';

export function serverStatus(status: Server['status']): { tone: StatusTone; label: string } {
  if (status === 'online') return { tone: 'good', label: $localize`Online` };
  if (status === 'offline') return { tone: 'bad', label: $localize`Offline` };
  return { tone: 'warn', label: $localize`Sign-in refused` };
}

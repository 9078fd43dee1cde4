import type { Provider } from '@nestjs/common';
import { ApplyChangesHandler } from './apply-changes.handler';
import { ChangeApplier } from './change-applier';
import { ChangeQueue } from './change-queue';
import { ChangeWriter } from './change-writer';
import { PlayingEvents } from './playing-events';
import { PlayingWatch } from './playing-watch';
import { PushSwitch } from './push-switch';
import { RemovalBrake } from './removal-brake';
import { RunRequests } from './run-requests';
import { STREAM_METRICS, StreamListeners } from './stream-listeners';
import { StreamPorts } from './stream-ports';
import { SyncChangeRepository } from './sync-change.repository';
import { SyncStreamRepository } from './sync-stream.repository';

export const PUSH_PROVIDERS: Provider[] = [
  PushSwitch,
  PlayingEvents,
  PlayingWatch,
  SyncStreamRepository,
  SyncChangeRepository,
  RunRequests,
  ChangeQueue,
  ChangeWriter,
  RemovalBrake,
  ChangeApplier,
  ApplyChangesHandler,
  StreamPorts,
  StreamListeners,
  ...STREAM_METRICS,
];

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SessionWatch } from '../history/session-watch';
import { PlayingEvents } from './playing-events';

/** What begins, goes on or ends is looked at as soon as it is heard. */
@Injectable()
export class PlayingWatch implements OnModuleInit {
  constructor(
    private readonly playing: PlayingEvents,
    private readonly sessions: SessionWatch,
  ) {}

  onModuleInit(): void {
    this.playing.onPlaying((serverId) => this.sessions.wake(serverId));
  }
}

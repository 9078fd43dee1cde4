import type { Provider } from '@nestjs/common';
import { Activity } from './activity.service';
import { NowPlaying } from './now-playing.repository';
import { PlayingHub } from './playing-hub';
import { PlayingLists } from './playing-lists';
import { PlayingStreams } from './playing-streams';

export const ACTIVITY_PROVIDERS: Provider[] = [NowPlaying, PlayingHub, PlayingLists, PlayingStreams, Activity];

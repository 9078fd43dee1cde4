export type { EventListener, PlayingEvent, PlexEvent, TimelineEvent } from './event';
export { EventStream } from './event-stream';

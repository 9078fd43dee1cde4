export type { EventListener, PlayingEvent, PlexEvent } from './event';
export { EventStream } from './event-stream';

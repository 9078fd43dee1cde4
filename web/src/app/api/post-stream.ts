import { HttpClient, HttpEventType } from '@angular/common/http';
import { type Observable, concatMap, filter, from, map } from 'rxjs';
import { patiently } from './api.interceptors';
import { apiPath } from './base-path';

/** One server-sent event of an answer that comes piece by piece. */
export interface SentEvent {
  name: string;
  data: unknown;
}

/**
 * Posts and reads the answer as server-sent events while it comes. Fails with a Problem like every request; to
 * unsubscribe ends the request, which is how the server learns that nobody listens any more.
 */
export function postStream(http: HttpClient, route: string, body: object): Observable<SentEvent> {
  const reader = new EventReader();
  const options = { observe: 'events', reportProgress: true, responseType: 'text', context: patiently() } as const;
  return http.post(apiPath(route), body, { ...options, headers: { accept: 'text/event-stream' } }).pipe(
    map((event) => {
      if (event.type === HttpEventType.DownloadProgress) return 'partialText' in event ? String(event.partialText) : '';
      return event.type === HttpEventType.Response ? `${event.body ?? ''}\n\n` : '';
    }),
    filter((text) => text !== ''),
    concatMap((text) => from(reader.read(text))),
  );
}

/** Takes all that has come so far, again and again, and gives each whole event once. */
export class EventReader {
  private taken = 0;

  read(text: string): SentEvent[] {
    const events: SentEvent[] = [];
    const end = /\r?\n\r?\n/g;
    end.lastIndex = this.taken;
    for (let found = end.exec(text); found; found = end.exec(text)) {
      const event = parsed(text.slice(this.taken, found.index));
      if (event) events.push(event);
      this.taken = end.lastIndex;
    }
    return events;
  }
}

function parsed(block: string): SentEvent | null {
  let name = 'message';
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    const [, field, value] = /^(event|data): ?(.*)$/.exec(line) ?? [];
    if (field === 'event') name = value;
    if (field === 'data') data.push(value);
  }
  if (data.length === 0) return null;
  try {
    return { name, data: JSON.parse(data.join('\n')) as unknown };
  } catch {
    // What is no JSON is not ours.
    return null;
  }
}

import { Observable } from 'rxjs';

/** `Events` names each event and what it carries. */
export type StreamEvent<Events> =
  | { kind: 'open' }
  | { [Name in keyof Events]: { kind: 'event'; name: Name; data: Events[Name] } }[keyof Events]
  | { kind: 'lost' };

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;

/** Wait before attempt `failures` + 1: doubling from 1 s to 30 s, a quarter of it random so that a crowd spreads. */
export function reconnectDelayMs(failures: number, random: number = Math.random()): number {
  const delay = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, failures - 1));
  return Math.round(delay * (0.75 + 0.25 * random));
}

/**
 * Server-sent events of some names as JSON. The browser gives up for good when an answer is not 200, so every
 * reconnect is ours: `lost` when the stream breaks, `open` when it is back and missed events should be read again.
 */
export function eventStream<Events extends object>(
  url: string,
  names: readonly (keyof Events & string)[],
  open: (url: string) => EventSource = (address) => new EventSource(address),
): Observable<StreamEvent<Events>> {
  return new Observable((subscriber) => {
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;
    const connect = (): void => {
      const current = open(url);
      source = current;
      current.onopen = () => {
        failures = 0;
        subscriber.next({ kind: 'open' });
      };
      for (const name of names)
        current.addEventListener(name, (message) => {
          const data = parse<Events[typeof name]>((message as MessageEvent<string>).data);
          if (data !== null) subscriber.next({ kind: 'event', name, data } as StreamEvent<Events>);
        });
      current.onerror = () => {
        current.close();
        failures += 1;
        subscriber.next({ kind: 'lost' });
        timer = setTimeout(connect, reconnectDelayMs(failures));
      };
    };
    connect();
    return () => {
      clearTimeout(timer);
      source?.close();
    };
  });
}

function parse<T>(text: string): T | null {
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { PlayingDto } from '../activity/activity.dto';
import type { SyncRunEventDto } from '../run/sync-run.dto';

export interface ReceivedEvent {
  event: string;
  id: string;
  run: SyncRunEventDto;
  /** Epoch ms. */
  at: number;
}

/** What a `playing` event told. */
export interface ReceivedList {
  id: string | undefined;
  list: PlayingDto;
  /** Epoch ms. */
  at: number;
}

/** Collects the events of a stream until it is closed. */
export class EventReader {
  /** About runs. */
  readonly events: ReceivedEvent[] = [];
  /** About what is played. */
  readonly lists: ReceivedList[] = [];
  private readonly abort = new AbortController();

  constructor(response: Response) {
    void this.read(response).catch(() => undefined);
  }

  async until(holds: (event: ReceivedEvent) => boolean, timeoutMs = 30_000): Promise<ReceivedEvent> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const found = this.events.find(holds);
      if (found) return found;
      if (Date.now() > deadline) throw new Error(`No such event among ${this.events.length}`);
      await sleep(20);
    }
  }

  async untilPlaying(holds: (list: PlayingDto) => boolean, timeoutMs = 30_000): Promise<PlayingDto> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const found = this.lists.find(({ list }) => holds(list));
      if (found) return found.list;
      if (Date.now() > deadline) throw new Error(`No such list among ${JSON.stringify(this.lists)}`);
      await sleep(20);
    }
  }

  close(): void {
    this.abort.abort();
  }

  private async read(response: Response): Promise<void> {
    const reader = response.body!.getReader();
    this.abort.signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
    const decoder = new TextDecoder();
    let text = '';
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      text += decoder.decode(chunk.value, { stream: true });
      const frames = text.split('\n\n');
      text = frames.pop()!;
      frames.forEach((frame) => this.take(frame));
    }
  }

  private take(frame: string): void {
    const fields = Object.fromEntries(frame.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)));
    if (!fields.data) return;
    const [at, data] = [Date.now(), JSON.parse(fields.data)];
    if (fields.event === 'playing') this.lists.push({ id: fields.id, list: data, at });
    else this.events.push({ event: fields.event, id: fields.id, run: data, at });
  }
}

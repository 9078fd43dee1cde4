import { setTimeout as sleep } from 'node:timers/promises';
import type { SyncRunEventDto } from '../run/sync-run.dto';

export interface ReceivedEvent {
  event: string;
  id: string;
  run: SyncRunEventDto;
  /** Epoch ms. */
  at: number;
}

/** Collects the events of a stream until it is closed. */
export class EventReader {
  readonly events: ReceivedEvent[] = [];
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
    if (fields.data)
      this.events.push({ event: fields.event, id: fields.id, run: JSON.parse(fields.data), at: Date.now() });
  }
}

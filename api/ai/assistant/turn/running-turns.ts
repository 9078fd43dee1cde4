import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Broadcast } from '../../../infra/broadcast';

const CHANNEL = 'ai-turns';

/** Whose answers are wanted no more: those of one conversation, of one person, or all. */
export type Unwanted = { conversationId: string } | { userId: string } | { all: true };

interface Running {
  userId: string;
  conversationId: string;
  abort: AbortController;
  unwanted: AbortSignal;
}

/** Answers that are being made in this process, so that one which is wanted no more costs nothing more. */
@Injectable()
export class RunningTurns implements OnApplicationShutdown {
  private readonly running = new Set<Running>();
  private readonly endListening: () => void;

  constructor(private readonly broadcast: Broadcast) {
    this.endListening = broadcast.subscribe<Unwanted>(CHANNEL, (unwanted) => this.abort(unwanted));
  }

  onApplicationShutdown(): void {
    this.endListening();
  }

  /** In every process. */
  stop(unwanted: Unwanted): void {
    this.broadcast.publish(CHANNEL, unwanted);
  }

  /**
   * Makes an answer with a signal that aborts when it is wanted no more.
   * @param left aborts when nobody hears it any more
   */
  async during<T>(
    { userId, conversationId }: { userId: string; conversationId: string },
    left: AbortSignal,
    make: (unwanted: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const abort = new AbortController();
    const turn = { userId, conversationId, abort, unwanted: AbortSignal.any([left, abort.signal]) };
    this.running.add(turn);
    try {
      return await make(turn.unwanted);
    } finally {
      this.running.delete(turn);
    }
  }

  /** Whether an answer that is wanted no more is still being kept, in this process. */
  isEnding(conversationId: string): boolean {
    for (const turn of this.running) if (turn.conversationId === conversationId && turn.unwanted.aborted) return true;
    return false;
  }

  private abort(unwanted: Unwanted): void {
    for (const turn of this.running) if (concerns(unwanted, turn)) turn.abort.abort();
  }
}

function concerns(unwanted: Unwanted, { userId, conversationId }: Running): boolean {
  if ('all' in unwanted) return true;
  return 'userId' in unwanted ? unwanted.userId === userId : unwanted.conversationId === conversationId;
}

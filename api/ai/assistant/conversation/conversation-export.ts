import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { WholeConversationDto } from './conversation.dto';

/** Writes conversations into a JSON file as they are read, never all of them in memory. */
export async function sendExport(
  response: Response,
  conversations: AsyncGenerator<WholeConversationDto>,
): Promise<void> {
  const now = new Date();
  response
    .status(200)
    .type('application/json')
    .set('Cache-Control', 'no-store')
    .attachment(`smartplex-conversations-${now.toISOString().slice(0, 10)}.json`);
  await pipeline(lines(now, conversations), response).catch((error: NodeJS.ErrnoException) => {
    // A reader that leaves is no fault.
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

async function* lines(exportedAt: Date, conversations: AsyncGenerator<WholeConversationDto>): AsyncGenerator<string> {
  yield `{"exportedAt":${JSON.stringify(exportedAt)},"conversations":[`;
  let separator = '\n';
  for await (const conversation of conversations) {
    yield separator + JSON.stringify(conversation);
    separator = ',\n';
  }
  yield '\n]}\n';
}

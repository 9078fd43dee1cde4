import type { Said } from '../said/said';
import type { AnswerDto } from './question.dto';

/** What was found, before it is said how true it is. */
export type Found = Pick<AnswerDto, 'kind' | 'count' | 'items' | 'nextCursor'> &
  Partial<Pick<AnswerDto, 'figures' | 'libraryQuery'>> & { caveats?: Said[]; asOf?: string };

export interface Page {
  today: string;
  behind: string | undefined;
  limit: number;
}

import { SetMetadata } from '@nestjs/common';

/** Metadata key under which the throttle finds the routes of the stricter class. */
export const COUNTED_AS_AI = 'smartplex:counted-as-ai';

/** The route spends an AI provider's money, or much work on a question: it has a limit of its own beside the general one. */
export const CountedAsAi = () => SetMetadata(COUNTED_AS_AI, true);

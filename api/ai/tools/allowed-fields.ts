import { Injectable } from '@nestjs/common';

/** What of the library a provider may be told at all. Ids, which name nothing, always go along. */
export const MODEL_FIELDS = ['titles', 'years', 'genres', 'people', 'counts', 'summaries'] as const;
export type ModelField = (typeof MODEL_FIELDS)[number];
export type AllowedFields = ReadonlySet<ModelField>;

const BY_DEFAULT: AllowedFields = new Set(MODEL_FIELDS.filter((field) => field !== 'summaries'));

/** Says which fields a provider may read. Who keeps settings about it takes this one's place. */
@Injectable()
export class FieldPolicy {
  allowed(): Promise<AllowedFields> {
    return Promise.resolve(BY_DEFAULT);
  }
}

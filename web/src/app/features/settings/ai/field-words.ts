import type { ModelField } from '../../../api/types';

interface FieldWords {
  label: string;
  /** What it covers. */
  text: string;
  /** As a provider reads it. */
  example: string;
}

/** What of the library a model may read: told before it leaves the house. */
export const FIELD_WORDS: Readonly<Record<ModelField, FieldWords>> = {
  titles: {
    label: $localize`Titles`,
    text: $localize`Names of films, shows, episodes, albums and songs. Without them answers are worded by a model that does not know what they name.`,
    example: 'title: "Metropolis"',
  },
  years: {
    label: $localize`Years`,
    text: $localize`When something was first released.`,
    example: 'year: 1927',
  },
  genres: {
    label: $localize`Genres`,
    text: $localize`As Plex lists them.`,
    example: 'genres: ["Drama", "Science Fiction"]',
  },
  people: {
    label: $localize`Cast and directors`,
    text: $localize`Names from the credits of a title; never of people who use SmartPlex.`,
    example: 'directors: ["Fritz Lang"], actors: ["Brigitte Helm"]',
  },
  counts: {
    label: $localize`Figures`,
    text: $localize`How many there are, running times, ratings, numbers of seasons and episodes, and figures of the statistics that somebody asks for.`,
    example: 'count: 12, minutes: 153, rating: 8.3',
  },
  summaries: {
    label: $localize`Summaries`,
    text: $localize`What a title is about, up to 400 characters of it.`,
    example: 'summary: "In a city of the future, …"',
  },
};

/** What goes along with every question, whatever the switches say. */
export const ALWAYS_TOLD = $localize`Always sent: the question, what was asked before in the same conversation (and what was answered, where titles may be sent), and of each title found its kind, whether the asker has watched it, its resolution, its age rating and an id that means nothing outside.`;
/** What no switch allows. */
export const NEVER_TOLD = $localize`Never sent: passwords and tokens, file names and paths, addresses, e-mail addresses, names of servers, and names of other people who use SmartPlex. Only what somebody types into a question goes out as they typed it.`;

/** What somebody may be asked to try, from what they have. */
export interface Holdings {
  /** The most frequent first. */
  genres: readonly string[];
  movies: boolean;
  shows: boolean;
  isAdmin: boolean;
}

const MOST = 4;

/** Questions that lead somewhere with what this person has. */
export function suggestedQuestions({ genres, movies, shows, isAdmin }: Holdings): string[] {
  const [first, second] = genres;
  const questions = [
    movies && first ? $localize`Unwatched ${first}:genre: films under 2 hours` : '',
    isAdmin ? $localize`How many films do I have in 4K?` : '',
    shows ? $localize`Which series were added this month?` : '',
    movies && second ? $localize`${second}:genre: films from the 1990s` : '',
    movies ? $localize`Best rated films I have not watched` : '',
  ];
  return questions.filter(Boolean).slice(0, MOST);
}

/** Takes what one database holds into another, by way of a file. */
export interface CarryOver {
  /**
   * Writes all that the database at `url` holds into a file that is kept.
   * @returns its path; null when SmartPlex never ran on that database, so that there is nothing to keep
   * @throws with the reason where it cannot; the database is as it was
   */
  save(url: string, name: string): Promise<string | null>;
  /** Puts the file into the empty database at `url`; rejects unless every row of it arrived. */
  restore(url: string, file: string): Promise<void>;
}

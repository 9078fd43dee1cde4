/** Hits in the current window of a key, and how long the window still lasts. */
export interface Window {
  hits: number;
  endsInMs: number;
}

/** Fixed windows: the first hit of a key opens one, the count starts again when it ends. */
export interface ThrottleStore {
  hit(key: string, ttlMs: number): Promise<Window>;
  /** The window without counting. */
  peek(key: string): Promise<Window>;
}

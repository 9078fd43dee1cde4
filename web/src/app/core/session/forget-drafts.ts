/** Of the keys under which a tab keeps what was typed and not saved. */
export const DRAFT_PREFIX = 'sp.draft.';

/** After a sign-out nothing of the person is left in the tab. */
export function forgetDrafts(): void {
  try {
    const keys = Object.keys(sessionStorage).filter((key) => key.startsWith(DRAFT_PREFIX));
    keys.forEach((key) => sessionStorage.removeItem(key));
  } catch {
    // Storage may be forbidden; then nothing was kept.
  }
}

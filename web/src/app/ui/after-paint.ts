/**
 * Does heavy work once the browser has painted what the person just did: the pressed button, the chosen word. Work in the
 * same breath would hold that back.
 */
export function afterPaint(work: () => void): void {
  // A hidden page paints nothing.
  if (document.visibilityState === 'hidden') setTimeout(work);
  else requestAnimationFrame(() => setTimeout(work));
}

import { DOCUMENT, Injectable, inject } from '@angular/core';

type Language = 'en' | 'de';
export type LanguagePreference = 'browser' | Language;

const KEY = 'sp.language';

/** English, German or as the browser says; kept beside the theme. */
@Injectable({ providedIn: 'root' })
export class LanguageStore {
  private readonly document = inject(DOCUMENT);

  preference(): LanguagePreference {
    try {
      const value = localStorage.getItem(KEY);
      return value === 'en' || value === 'de' ? value : 'browser';
    } catch {
      return 'browser';
    }
  }

  /** The page is loaded anew: a catalogue has to be there before the portal's own code runs. */
  choose(preference: LanguagePreference): void {
    if (preference === this.preference()) return;
    try {
      if (preference === 'browser') localStorage.removeItem(KEY);
      // eslint-disable-next-line no-restricted-properties -- the language may be kept
      else localStorage.setItem(KEY, preference);
    } catch {
      // Storage may be forbidden; then the browser's own languages are what there is.
      return;
    }
    this.document.defaultView?.location.reload();
  }
}

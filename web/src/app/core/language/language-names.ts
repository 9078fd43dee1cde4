import type { LanguagePreference } from './language-store';

/** Each in its own words, so that it can be found from any other. */
export function languageNames(): readonly { value: LanguagePreference; label: string }[] {
  return [
    { value: 'browser', label: $localize`As the browser` },
    { value: 'en', label: 'English' },
    { value: 'de', label: 'Deutsch' },
  ];
}

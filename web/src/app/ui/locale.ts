const language = document.documentElement.lang || 'en';

/** Language and, where the browser names one for it, region: what numbers, dates and plurals go by. */
export const LOCALE =
  (navigator.languages ?? []).find((each) => each === language || each.startsWith(`${language}-`)) ?? language;

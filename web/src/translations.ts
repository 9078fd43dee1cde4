// Runs before the portal, as a polyfill: its catalogue, where there is one, was loaded by prepare.js.
import '@angular/localize/init';
import { loadTranslations } from '@angular/localize';

/** What a file of `locale/` leaves behind: translations by the end of their message's id. */
declare const spTranslations: Record<string, string> | undefined;

/** As in build-catalogues.mjs, which sees to it that no two ids end alike. */
const ID_END = 7;

if (typeof spTranslations !== 'undefined') {
  loadTranslations(spTranslations);
  const localize = $localize as unknown as { TRANSLATIONS: Record<string, unknown> };
  localize.TRANSLATIONS = new Proxy(localize.TRANSLATIONS, {
    get: (catalogue, id) => catalogue[String(id).slice(-ID_END)],
  });
}

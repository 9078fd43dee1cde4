// Runs before the portal, as a polyfill: its catalogue, where there is one, was loaded by prepare.js.
import '@angular/localize/init';
import { loadTranslations } from '@angular/localize';

/** What a file of `locale/` leaves behind: translations by message id. */
declare const spTranslations: Record<string, string> | undefined;

if (typeof spTranslations !== 'undefined') loadTranslations(spTranslations);

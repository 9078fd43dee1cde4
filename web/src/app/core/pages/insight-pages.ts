import type { SubPage } from './settings-pages';

/** The subjects of the insights, which are for administrators. */
export function insightPages(): SubPage[] {
  return [
    { path: '/insights', label: $localize`Storage`, icon: 'insights' },
    { path: '/insights/duplicates', label: $localize`Duplicates`, icon: 'copy' },
    { path: '/insights/unwatched', label: $localize`Unwatched`, icon: 'eye' },
    { path: '/insights/quality', label: $localize`Quality`, icon: 'alert' },
  ];
}

import type { Routes } from '@angular/router';

/** Tabs are pages of their own: each is fetched when somebody looks at it. */
export const insightRoutes: Routes = [
  {
    path: '',
    loadComponent: () => import('./insights-page').then((m) => m.InsightsPage),
    children: [
      { path: '', pathMatch: 'full', loadComponent: () => import('./storage-page').then((m) => m.StoragePage) },
      { path: 'duplicates', loadComponent: () => import('./duplicates-page').then((m) => m.DuplicatesPage) },
      { path: 'unwatched', loadComponent: () => import('./unwatched-page').then((m) => m.UnwatchedPage) },
      { path: 'quality', loadComponent: () => import('./quality-page').then((m) => m.QualityPage) },
      { path: '**', redirectTo: '' },
    ],
  },
];

import type { Routes } from '@angular/router';

/** Pages for those who work on SmartPlex; `development.routes.production.ts` takes this file's place in other builds. */
export const developmentRoutes: Routes = [
  {
    path: 'design',
    title: 'Design',
    loadComponent: () => import('./features/design/design-page').then((m) => m.DesignPage),
  },
];

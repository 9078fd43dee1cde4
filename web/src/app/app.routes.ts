import type { Routes } from '@angular/router';
import { developmentRoutes } from './development.routes';
import { Shell } from './core/shell/shell';
import { adminGuard, setupGuard, signedInGuard } from './core/session/session.guards';

export const routes: Routes = [
  ...developmentRoutes,
  {
    path: 'login',
    title: $localize`Sign in`,
    loadComponent: () => import('./features/login/login-page').then((m) => m.LoginPage),
  },
  {
    path: 'setup',
    title: $localize`Set up`,
    canActivate: [setupGuard],
    runGuardsAndResolvers: 'always',
    loadComponent: () => import('./features/setup/setup-page').then((m) => m.SetupPage),
  },
  {
    path: '',
    canActivate: [signedInGuard],
    // Not lazy: as a file of its own it would bring a dozen small ones that it shares with the pages.
    component: Shell,
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: $localize`Home`,
        loadComponent: () => import('./features/home/home-page').then((m) => m.HomePage),
      },
      {
        path: 'library',
        title: $localize`Library`,
        loadComponent: () => import('./features/library/library-page').then((m) => m.LibraryPage),
      },
      {
        path: 'items/:id',
        title: $localize`Library`,
        data: { ownHeading: true, within: '/library' },
        loadComponent: () => import('./features/item/item-page').then((m) => m.ItemPage),
      },
      {
        path: 'statistics',
        title: $localize`Statistics`,
        loadComponent: () => import('./features/stats/stats-page').then((m) => m.StatsPage),
      },
      { path: 'stats', redirectTo: 'statistics' },
      {
        path: 'assistant',
        title: $localize`Assistant`,
        loadComponent: () => import('./features/assistant/assistant-page').then((m) => m.AssistantPage),
      },
      {
        path: 'dashboard',
        title: $localize`Dashboard`,
        canActivate: [adminGuard],
        loadComponent: () => import('./features/dashboard/dashboard-page').then((m) => m.DashboardPage),
      },
      {
        path: 'insights',
        title: $localize`Insights`,
        canActivate: [adminGuard],
        loadChildren: () => import('./features/insights/insights.routes').then((m) => m.insightRoutes),
      },
      {
        path: 'sync',
        title: $localize`Sync`,
        canActivate: [adminGuard],
        loadComponent: () => import('./features/sync/sync-page').then((m) => m.SyncPage),
      },
      {
        path: 'users',
        title: $localize`Users`,
        canActivate: [adminGuard],
        loadComponent: () => import('./features/users/users-page').then((m) => m.UsersPage),
      },
      {
        path: 'users/:id',
        title: $localize`Users`,
        data: { ownHeading: true, within: '/users' },
        canActivate: [adminGuard],
        loadComponent: () => import('./features/users/user-page').then((m) => m.UserPage),
      },
      {
        path: 'settings',
        title: $localize`Settings`,
        loadChildren: () => import('./features/settings/settings.routes').then((m) => m.SETTINGS_ROUTES),
      },
      {
        path: '**',
        title: $localize`Page not found`,
        loadComponent: () => import('./core/shell/not-found-page').then((m) => m.NotFoundPage),
      },
    ],
  },
];

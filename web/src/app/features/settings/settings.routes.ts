import { inject } from '@angular/core';
import { type CanActivateFn, type Routes, Router } from '@angular/router';
import { SessionStore } from '../../core/session/session-store';
import { adminGuard } from '../../core/session/session.guards';

/** Not by a redirect: those are followed before anybody knows who is signed in. */
const firstPageGuard: CanActivateFn = () =>
  inject(Router).parseUrl(inject(SessionStore).isAdmin() ? '/settings/servers' : '/settings/devices');

/** Everybody has devices and a use of the assistant; the rest is for administrators. */
export const SETTINGS_ROUTES: Routes = [
  {
    path: '',
    loadComponent: () => import('./settings-page').then((m) => m.SettingsPage),
    children: [
      { path: '', pathMatch: 'full', canActivate: [firstPageGuard], children: [] },
      { path: 'devices', loadComponent: () => import('./devices/devices-page').then((m) => m.DevicesPage) },
      {
        path: 'assistant',
        loadComponent: () => import('./assistant/own-assistant-page').then((m) => m.OwnAssistantPage),
      },
      {
        path: '',
        canActivate: [adminGuard],
        children: [
          { path: 'servers', loadComponent: () => import('./servers/servers-page').then((m) => m.ServersPage) },
          { path: 'schedule', loadComponent: () => import('./schedule-page').then((m) => m.SchedulePage) },
          { path: 'api-keys', loadComponent: () => import('./api-keys/api-keys-page').then((m) => m.ApiKeysPage) },
          { path: 'ai', loadComponent: () => import('./ai/ai-page').then((m) => m.AiPage) },
          { path: 'audit', loadComponent: () => import('./audit/audit-page').then((m) => m.AuditPage) },
          { path: 'system', loadComponent: () => import('./system/system-page').then((m) => m.SystemPage) },
        ],
      },
    ],
  },
];

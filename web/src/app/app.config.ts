import { APP_BASE_HREF } from '@angular/common';
import { type ApplicationConfig, InjectionToken, inject, provideBrowserGlobalErrorListeners } from '@angular/core';
import {
  TitleStrategy,
  provideRouter,
  withComponentInputBinding,
  withInMemoryScrolling,
  withNavigationErrorHandler,
} from '@angular/router';
import { basePath } from './api/base-path';
import { provideApi } from './api/provide-api';
import { routes } from './app.routes';
import { NavigationFaults } from './core/errors/navigation-faults';
import { ItemTile } from './core/items/item-tile';
import { signedOutInterceptor } from './core/session/signed-out.interceptor';
import { PageTitleStrategy } from './core/shell/page-title.strategy';
import { EmptyState } from './ui/empty-state';
import { Skeleton } from './ui/skeleton';
import { Unread } from './ui/unread';

/** Nearly every page is made of these: in files of their own, the headers would weigh as much as the code. */
const EVERYWHERE = new InjectionToken<readonly unknown[]>('EVERYWHERE');

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
      withNavigationErrorHandler((error) => void inject(NavigationFaults).report(error)),
    ),
    provideApi(signedOutInterceptor),
    { provide: APP_BASE_HREF, useFactory: () => `${basePath()}/` },
    { provide: EVERYWHERE, useValue: [EmptyState, ItemTile, Skeleton, Unread] },
    { provide: TitleStrategy, useClass: PageTitleStrategy },
  ],
};

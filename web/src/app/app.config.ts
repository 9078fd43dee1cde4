import { APP_BASE_HREF } from '@angular/common';
import { type ApplicationConfig, inject, provideBrowserGlobalErrorListeners } from '@angular/core';
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
import { signedOutInterceptor } from './core/session/signed-out.interceptor';
import { PageTitleStrategy } from './core/shell/page-title.strategy';

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
    { provide: TitleStrategy, useClass: PageTitleStrategy },
  ],
};

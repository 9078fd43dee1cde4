import {
  type HttpInterceptorFn,
  provideHttpClient,
  withInterceptors,
  withXsrfConfiguration,
} from '@angular/common/http';
import { type EnvironmentProviders, makeEnvironmentProviders } from '@angular/core';
import { csrfInterceptor, problemInterceptor } from './api.interceptors';
import { basePath } from './base-path';
import { ApiConfiguration } from './generated/api-configuration';

/** The generated client on Angular's HttpClient; `outer` interceptors see every failure as a Problem. */
export function provideApi(...outer: HttpInterceptorFn[]): EnvironmentProviders {
  return makeEnvironmentProviders([
    provideHttpClient(
      withXsrfConfiguration({ cookieName: 'XSRF-TOKEN', headerName: 'X-XSRF-TOKEN' }),
      withInterceptors([...outer, problemInterceptor, csrfInterceptor]),
    ),
    { provide: ApiConfiguration, useFactory: () => Object.assign(new ApiConfiguration(), { rootUrl: basePath() }) },
  ]);
}

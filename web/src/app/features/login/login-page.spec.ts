import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { provideApi } from '../../api/provide-api';
import { LoginPage } from './login-page';

@Component({ template: '', changeDetection: ChangeDetectionStrategy.OnPush })
class Elsewhere {}

describe('the sign-in page', () => {
  let http: HttpTestingController;
  const claims = () => http.match('/api/v1/auth/plex/pins/p1/claim');

  beforeEach(async () => {
    document.cookie = 'XSRF-TOKEN=token';
    TestBed.configureTestingModule({
      providers: [
        provideApi(),
        provideHttpClientTesting(),
        provideRouter([
          { path: 'login', component: LoginPage },
          { path: '**', component: Elsewhere },
        ]),
      ],
    });
    http = TestBed.inject(HttpTestingController);
    await RouterTestingHarness.create('/login?pin=p1');
    jest.useFakeTimers();
  });
  afterEach(() => jest.useRealTimers());

  const answerPending = () => {
    const [claim, ...others] = claims();
    expect(others).toEqual([]);
    claim.flush({ status: 'pending' });
  };

  it('asks for no sign-in any more once it is left', async () => {
    answerPending();
    jest.advanceTimersByTime(1_000);
    answerPending();
    await TestBed.inject(Router).navigateByUrl('/elsewhere');
    jest.advanceTimersByTime(60_000);
    expect(claims()).toEqual([]);
  });

  it('drops the question under way when it is left', async () => {
    const [claim] = claims();
    await TestBed.inject(Router).navigateByUrl('/elsewhere');
    expect(claim.cancelled).toBe(true);
  });
});

import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';
import { AuthApi } from './auth.api';
import { LibraryApi } from './library.api';
import { Problem, hasWords } from './problem';
import { provideApi } from './provide-api';

const REFUSAL = { code: 'unauthenticated', detail: 'From the API.' };

/** In order: the words are fetched once, by the first answer that somebody reads. */
test('a session that ended midway is told in the words of the portal, also where it is the first fault of all', async () => {
  TestBed.configureTestingModule({ providers: [provideApi(), provideHttpClientTesting()] });
  const http = TestBed.inject(HttpTestingController);
  const refused = async (answer: Promise<unknown>, path: string): Promise<unknown> => {
    http.expectOne(path).flush(REFUSAL, { status: 401, statusText: 'x' });
    return answer.catch((error: unknown) => error);
  };

  await refused(firstValueFrom(TestBed.inject(AuthApi).session()), '/api/v1/auth/session');
  expect(hasWords()).toBe(false);

  const problem = await refused(firstValueFrom(TestBed.inject(LibraryApi).sections()), '/api/v1/library/sections');
  expect(problem).toBeInstanceOf(Problem);
  expect((problem as Problem).detail).toBe('Sign in to go on.');
});

import { provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { provideApi } from '../../../api/provide-api';
import type { Server } from '../../../api/types';
import { RegisteredServer } from './registered-server';

async function signInsOffered(status: Server['status']): Promise<(string | null)[]> {
  TestBed.configureTestingModule({ providers: [provideApi(), provideHttpClientTesting(), provideRouter([])] });
  const fixture = TestBed.createComponent(RegisteredServer);
  fixture.componentRef.setInput('server', { id: 's1', name: 'Attic', uri: '', status, lastSeenAt: null });
  fixture.componentRef.setInput('removing', null);
  await fixture.whenStable();
  const host = fixture.nativeElement as HTMLElement;
  return [...host.querySelectorAll('a')].map((link) => link.getAttribute('href'));
}

test('a server whose sign-in Plex refuses offers a new one before it is linked again', async () => {
  expect(await signInsOffered('unauthorized')).toEqual(['/login?returnTo=%2F&again=true']);
});

test('one that is well offers none', async () => {
  expect(await signInsOffered('online')).toEqual([]);
});

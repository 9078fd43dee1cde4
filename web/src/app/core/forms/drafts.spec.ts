import { TestBed } from '@angular/core/testing';
import { provideHttpClient } from '@angular/common/http';
import type { User } from '../../api/types';
import { forgetDrafts } from '../session/forget-drafts';
import { SessionStore } from '../session/session-store';
import { draftOf } from './drafts';

interface Form {
  name: string;
  secret: string;
}

function open(userId: string) {
  TestBed.resetTestingModule();
  TestBed.configureTestingModule({ providers: [provideHttpClient()] });
  TestBed.inject(SessionStore).signedIn({ id: userId } as User);
  return TestBed.runInInjectionContext(() => draftOf<Form>('test', ['name']));
}

beforeEach(() => sessionStorage.clear());

test('what was typed is there again after the page was left, but never a secret', () => {
  open('ben').set({ name: 'Attic', secret: 'hush' });
  TestBed.tick();
  expect(JSON.stringify(Object.values(sessionStorage))).not.toContain('hush');
  expect(open('ben')()).toEqual({ name: 'Attic' });
});

test('nobody else sees it, and after a sign-out it is gone', () => {
  open('ben').set({ name: 'Attic' });
  TestBed.tick();
  expect(open('ada')()).toEqual({});
  open('ben').set({ name: 'Attic' });
  TestBed.tick();
  forgetDrafts();
  expect(sessionStorage).toHaveLength(0);
});

test('the browser asks before it leaves something unsaved', () => {
  const draft = open('ben');
  const leave = () => {
    const event = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect(leave()).toBe(false);
  draft.set({ name: 'Attic' });
  expect(leave()).toBe(true);
  draft.set({});
  expect(leave()).toBe(false);
});

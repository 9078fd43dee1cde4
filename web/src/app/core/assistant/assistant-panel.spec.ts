import { provideHttpClientTesting } from '@angular/common/http/testing';
import { ChangeDetectionStrategy, Component } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { provideApi } from '../../api/provide-api';
import { SessionStore } from '../session/session-store';
import { AssistantPanel } from './assistant-panel';
import { AssistantSwitch } from './assistant-switch';
import { PanelTalk } from './panel-talk';

@Component({ template: '', changeDetection: ChangeDetectionStrategy.OnPush })
class Page {}

describe('the panel', () => {
  let fixture: ComponentFixture<AssistantPanel>;
  let isNarrow = true;

  beforeEach(async () => {
    window.matchMedia = ((query: string) => ({ matches: isNarrow && query.includes('width') })) as never;
    TestBed.configureTestingModule({
      providers: [provideApi(), provideHttpClientTesting(), provideRouter([{ path: '**', component: Page }])],
    });
    TestBed.inject(AssistantSwitch).toggle();
    await TestBed.inject(Router).navigateByUrl('/library');
    fixture = TestBed.createComponent(AssistantPanel);
    fixture.detectChanges();
  });
  afterEach(() => fixture.destroy());

  it.each([
    ['/items/1', false, true],
    ['/library', false, true],
    ['/library?sort=title', true, false],
  ])(
    'on a narrow screen is hidden by the way to %s (its address only worded anew: %s)',
    async (url, replaceUrl, hides) => {
      isNarrow = true;
      await TestBed.inject(Router).navigateByUrl(url, { replaceUrl });
      expect(TestBed.inject(AssistantSwitch).open()).toBe(!hides);
    },
  );

  it('stays beside the page on a wide one', async () => {
    isNarrow = false;
    await TestBed.inject(Router).navigateByUrl('/items/1');
    expect(TestBed.inject(AssistantSwitch).open()).toBe(true);
  });

  it('goes on with its conversation for the same person only', () => {
    const session = TestBed.inject(SessionStore);
    const talk = TestBed.inject(PanelTalk);
    session.signedIn({ id: 'ada' } as never);
    talk.begun('c1');
    expect(talk.id()).toBe('c1');
    session.signedIn({ id: 'ben' } as never);
    expect(talk.id()).toBeNull();
    session.signedIn({ id: 'ada' } as never);
    talk.leave();
    expect(talk.id()).toBeNull();
  });
});

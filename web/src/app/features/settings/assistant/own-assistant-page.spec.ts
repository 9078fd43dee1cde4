import { provideHttpClientTesting, HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { provideApi } from '../../../api/provide-api';
import { OwnAssistantPage } from './own-assistant-page';

const STATUS = '/api/v1/ai/status';
const status = { configured: true, model: 'm', enabled: true, enabledForMe: true, allowedFields: ['titles'] };
const use = {
  ...{ month: '2026-03', promptTokens: 900, completionTokens: 100, tokens: 1000, calls: 4, estimatedCalls: 0 },
  ...{ cost: null, unpricedCalls: 4, limit: 4000, left: 3000 },
};

describe('one’s own assistant', () => {
  let http: HttpTestingController;

  beforeEach(() => {
    document.cookie = 'XSRF-TOKEN=token';
    TestBed.configureTestingModule({ providers: [provideApi(), provideHttpClientTesting(), provideRouter([])] });
    http = TestBed.inject(HttpTestingController);
  });

  async function open() {
    const fixture = TestBed.createComponent(OwnAssistantPage);
    await fixture.whenStable().catch(() => undefined);
    return { fixture, host: fixture.nativeElement as HTMLElement };
  }
  const settled = async (fixture: { whenStable: () => Promise<unknown> }) => {
    await new Promise((resolve) => setTimeout(resolve));
    await fixture.whenStable();
  };

  it('is whole where one part cannot be read', async () => {
    const opened = open();
    await new Promise((resolve) => setTimeout(resolve));
    http.expectOne(STATUS).flush(status);
    http.expectOne('/api/v1/ai/usage').flush({ code: 'unavailable' }, { status: 503, statusText: '' });
    http.expectOne('/api/v1/ai/conversations').flush({ items: [], nextCursor: null });
    const { fixture, host } = await opened;
    await settled(fixture);
    expect(host.querySelectorAll('[role="alert"]')).toHaveLength(1);
    expect(host.querySelector<HTMLInputElement>('#own-enabled')?.checked).toBe(true);
    expect(host.textContent).toContain('There are none.');
  });

  it('puts the switch back where the server refuses', async () => {
    const opened = open();
    await new Promise((resolve) => setTimeout(resolve));
    http.expectOne(STATUS).flush(status);
    http.expectOne('/api/v1/ai/usage').flush(use);
    http.expectOne('/api/v1/ai/conversations').flush({ items: [], nextCursor: null });
    const { fixture, host } = await opened;
    await settled(fixture);
    const box = host.querySelector<HTMLInputElement>('#own-enabled')!;
    box.click();
    await settled(fixture);
    const request = http.expectOne('/api/v1/ai/preferences');
    expect(request.request.body).toEqual({ enabled: false });
    request.flush({ code: 'unavailable' }, { status: 503, statusText: '' });
    await settled(fixture);
    expect(box.checked).toBe(true);
    expect(host.querySelectorAll('[role="alert"]')).toHaveLength(1);
  });
});

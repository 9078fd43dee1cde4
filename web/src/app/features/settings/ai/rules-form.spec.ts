import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideApi } from '../../../api/provide-api';
import type { AiSettings } from '../../../api/types';
import { RulesForm } from './rules-form';

const SETTINGS = '/api/v1/ai/settings';
const settings = {
  ...{ enabled: true, monthlyTokensPerUser: 1000, pricePerMillionInput: null, pricePerMillionOutput: null },
  allowedFields: ['titles', 'years'],
} as unknown as AiSettings;

describe('the rules of use', () => {
  let http: HttpTestingController;
  let fixture: ComponentFixture<RulesForm>;
  const field = (name: string) =>
    (fixture.nativeElement as HTMLElement).querySelector<HTMLInputElement>(`[name="${name}"]`)!;
  const text = (): string => (fixture.nativeElement as HTMLElement).textContent;
  const settle = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve));
    await fixture.whenStable();
  };
  const type = async (name: string, value: string): Promise<void> => {
    field(name).value = value;
    field(name).dispatchEvent(new Event('input'));
    await settle();
  };
  const save = async (): Promise<void> => {
    (fixture.nativeElement as HTMLElement).querySelector('form')!.requestSubmit();
    await settle();
  };

  beforeEach(async () => {
    sessionStorage.clear();
    document.cookie = 'XSRF-TOKEN=token';
    TestBed.configureTestingModule({ providers: [provideApi(), provideHttpClientTesting()] });
    http = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(RulesForm);
    fixture.componentRef.setInput('settings', settings);
    fixture.componentRef.setInput('people', 3);
    fixture.componentInstance.saved.subscribe((saved) => fixture.componentRef.setInput('settings', saved));
    document.body.append(fixture.nativeElement as HTMLElement);
    await settle();
  });
  afterEach(() => {
    (fixture.nativeElement as HTMLElement).remove();
    http.verify();
  });

  it('asks nobody about a number that is none, and leads to its field', async () => {
    await type('monthlyTokensPerUser', 'many');
    await save();
    expect(document.activeElement).toBe(field('monthlyTokensPerUser'));
    expect(field('monthlyTokensPerUser').getAttribute('aria-invalid')).toBe('true');
    await type('monthlyTokensPerUser', '5');
    expect(field('monthlyTokensPerUser').getAttribute('aria-invalid')).toBe('false');
  });

  it('sends what differs, and keeps what was typed until that is stored', async () => {
    await type('monthlyTokensPerUser', '2 000');
    field('allowedFields.genres').click();
    await save();
    const refused = http.expectOne(SETTINGS);
    expect(refused.request.body).toEqual({ monthlyTokensPerUser: 2000, allowedFields: ['titles', 'years', 'genres'] });
    refused.flush({ code: 'unavailable' }, { status: 503, statusText: '' });
    await settle();
    expect(text()).toContain('What you typed is still here.');
    expect(field('monthlyTokensPerUser').value).toBe('2 000');
    await save();
    http.expectOne(SETTINGS).flush({ ...settings, monthlyTokensPerUser: 2000, allowedFields: ['titles', 'genres'] });
    await settle();
    expect(field('monthlyTokensPerUser').value).toBe('2000');
    expect(field('allowedFields.years').checked).toBe(false);
    expect(text()).toContain('Saved.');
    expect(Object.keys(sessionStorage)).toEqual([]);
  });

  it('tells a refusal at its field', async () => {
    await type('pricePerMillionInput', '3');
    await save();
    const errors = [{ field: 'pricePerMillionInput', message: 'must be less' }];
    http.expectOne(SETTINGS).flush({ code: 'invalid', errors }, { status: 422, statusText: '' });
    await settle();
    expect(document.activeElement).toBe(field('pricePerMillionInput'));
    expect((fixture.nativeElement as HTMLElement).querySelector('[role="alert"]')).toBeNull();
  });

  it('forgets a change that was taken back', async () => {
    field('enabled').click();
    await settle();
    expect(Object.keys(sessionStorage)).toHaveLength(1);
    expect(text()).toContain('Off: nothing goes to the provider');
    field('enabled').click();
    await settle();
    expect(Object.keys(sessionStorage)).toEqual([]);
  });
});

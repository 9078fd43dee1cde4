import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { provideApi } from '../../api/provide-api';
import { PicksRow } from './picks-row';

const pick = {
  item: { id: '7', title: 'The Silver River', type: 'movie', posterUrl: null },
  reasons: [{ kind: 'rated', value: 8 }],
};

describe('what is said of a pick', () => {
  let http: HttpTestingController;
  let fixture: ComponentFixture<PicksRow>;
  const button = (name: string) =>
    [...(fixture.nativeElement as HTMLElement).querySelectorAll<HTMLButtonElement>('.acts button')].find(
      ({ textContent }) => textContent.trim() === name,
    )!;
  const settle = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve));
    await fixture.whenStable();
  };
  const answered = async (init?: { status: number; statusText: string }): Promise<void> => {
    http.expectOne(({ url }) => url.includes('7')).flush(null, init);
    await settle();
  };

  beforeEach(async () => {
    globalThis.ResizeObserver ??= class {
      observe(): void {}
      unobserve(): void {}
      disconnect(): void {}
    };
    document.cookie = 'XSRF-TOKEN=token';
    TestBed.configureTestingModule({ providers: [provideApi(), provideHttpClientTesting(), provideRouter([])] });
    http = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(PicksRow);
    fixture.componentRef.setInput('picks', [pick]);
    document.body.append(fixture.nativeElement as HTMLElement);
    await settle();
    (fixture.nativeElement as HTMLElement).querySelector<HTMLButtonElement>('.opener')!.click();
    await settle();
  });
  afterEach(() => fixture.destroy());

  it('keeps the focus on what can be done now, and asks once', async () => {
    button('More like this').focus();
    button('More like this').click();
    await settle();
    button('More like this').click();
    await answered();
    expect(document.activeElement).toBe(button('Undo'));
    button('Undo').click();
    await answered();
    expect(document.activeElement).toBe(button('More like this'));
  });

  it('takes it from nowhere else', async () => {
    button('Not interested').focus();
    button('Not interested').click();
    (fixture.nativeElement as HTMLElement).querySelector<HTMLButtonElement>('.opener')!.focus();
    await answered();
    expect(document.activeElement?.className).toBe('opener');
  });
});

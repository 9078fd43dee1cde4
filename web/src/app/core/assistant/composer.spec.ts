import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { Composer } from './composer';

describe('the place for a question', () => {
  let fixture: ComponentFixture<Composer>;
  const place = (): HTMLElement => fixture.nativeElement as HTMLElement;
  const button = () => place().querySelector('button')!;
  const field = () => place().querySelector('textarea')!;
  const set = async (name: string, value: unknown): Promise<void> => {
    fixture.componentRef.setInput(name, value);
    await fixture.whenStable();
  };

  beforeEach(async () => {
    fixture = TestBed.createComponent(Composer);
    document.body.append(place());
    await set('id', 'q');
    await set('text', 'Which films?');
  });
  afterEach(() => place().remove());

  it('has the focus of a button that gives way to another', async () => {
    button().focus();
    await set('busy', true);
    expect(document.activeElement).toBe(field());
    button().focus();
    await set('busy', false);
    expect(document.activeElement).toBe(field());
  });

  it('leaves the focus where it is elsewhere', async () => {
    const other = document.createElement('button');
    document.body.append(other);
    other.focus();
    await set('busy', true);
    expect(document.activeElement).toBe(other);
    fixture.componentInstance.takeFocus(place());
    expect(document.activeElement).toBe(other);
    fixture.componentInstance.takeFocus(document.body);
    expect(document.activeElement).toBe(field());
    other.remove();
  });

  it('takes the focus when it comes, where that is wanted', async () => {
    const eager = TestBed.createComponent(Composer);
    document.body.append(eager.nativeElement as HTMLElement);
    eager.componentRef.setInput('id', 'e');
    eager.componentRef.setInput('eager', true);
    await eager.whenStable();
    expect(document.activeElement?.id).toBe('e');
    eager.destroy();
  });
});

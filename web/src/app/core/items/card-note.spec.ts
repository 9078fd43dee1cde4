import { TestBed } from '@angular/core/testing';
import { CardNote } from './card-note';

describe('the note of a card', () => {
  it.each([
    ['With Ada Stone, like Go (1984) (77 episodes finished)', '(77 episodes finished)'],
    ['People here (and there) finished it', ''],
    ['Rated 8.0', ''],
  ])('keeps what stands in brackets at its end together: %s', async (text, whole) => {
    const fixture = TestBed.createComponent(CardNote);
    fixture.componentRef.setInput('text', text);
    await fixture.whenStable();
    const note = fixture.nativeElement as HTMLElement;
    expect(note.textContent.trim()).toBe(text);
    expect(note.title).toBe(text);
    expect(note.querySelector('.whole')!.textContent).toBe(whole);
  });
});

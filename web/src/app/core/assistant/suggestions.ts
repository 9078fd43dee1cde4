import { ChangeDetectionStrategy, Component, computed, inject, output } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { LibraryApi } from '../../api/library.api';
import { SessionStore } from '../session/session-store';
import { suggestedQuestions } from './suggested-questions';

/** Questions to begin with, from what this person has. */
@Component({
  selector: 'sp-suggestions',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ul>
      @for (question of questions(); track question) {
        <li>
          <button type="button" class="sp-button" (click)="chosen.emit(question)">
            <bdi>{{ question }}</bdi>
          </button>
        </li>
      }
    </ul>
  `,
  styles: `
    ul {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      /* As high before they come as after. */
      min-height: 80px;
    }
    .sp-button {
      text-align: start;
    }
  `,
})
export class Suggestions {
  readonly chosen = output<string>();
  private readonly session = inject(SessionStore);
  private readonly library = inject(LibraryApi);
  private readonly facets = rxResource({ stream: () => this.library.facets({}) });
  private readonly sections = rxResource({ stream: () => this.library.sections() });
  protected readonly questions = computed(() => {
    if (!this.facets.hasValue() || !this.sections.hasValue()) return [];
    const { items } = this.sections.value();
    const has = (type: string): boolean => items.some((each) => each.type === type && each.enabled);
    return suggestedQuestions({
      genres: this.facets.value().genres.map(({ value }) => value),
      movies: has('movie'),
      shows: has('show'),
      isAdmin: this.session.isAdmin(),
    });
  });
}

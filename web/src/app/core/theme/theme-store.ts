import { DOCUMENT, Injectable, effect, inject, signal } from '@angular/core';

export type ThemePreference = 'system' | 'light' | 'dark';

const KEY = 'sp.theme';

/** Light, dark or as the system says. Kept in local storage, as the language is, and nothing else. */
@Injectable({ providedIn: 'root' })
export class ThemeStore {
  private readonly root = inject(DOCUMENT).documentElement;
  private readonly chosen = signal<ThemePreference>(stored());
  readonly preference = this.chosen.asReadonly();

  constructor() {
    effect(() => this.apply(this.chosen()));
    // Another tab chose.
    inject(DOCUMENT).defaultView?.addEventListener('storage', ({ key }) => {
      if (key === KEY) this.chosen.set(stored());
    });
  }

  choose(preference: ThemePreference): void {
    this.chosen.set(preference);
    try {
      // eslint-disable-next-line no-restricted-properties -- the theme may be kept
      localStorage.setItem(KEY, preference);
    } catch {
      // Storage may be forbidden; the choice then holds for this page.
    }
  }

  private apply(preference: ThemePreference): void {
    if (preference === 'system') delete this.root.dataset['theme'];
    else this.root.dataset['theme'] = preference;
  }
}

function stored(): ThemePreference {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** Why a title is here, in as many lines as `--note-lines` says. What stands in brackets at its end is cut whole or not at all. */
@Component({
  selector: 'sp-card-note',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'sp-muted sp-small', dir: 'auto', '[title]': 'text()' },
  template: `<span class="lines"
    >{{ parts()[0] }} <span class="whole">{{ parts()[1] }}</span></span
  >`,
  styles: `
    :host {
      display: -webkit-box;
      overflow: hidden;
      margin-top: 4px;
      line-height: 16px;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: var(--note-lines, 2);
    }
    .lines {
      display: block;
    }
    .whole {
      display: inline-block;
      max-width: 100%;
      vertical-align: top;
    }
  `,
})
export class CardNote {
  readonly text = input.required<string>();
  protected readonly parts = computed(() => {
    const text = this.text();
    const at = text.endsWith(')') ? text.lastIndexOf(' (') : -1;
    return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
  });
}

import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { PicksApi } from '../../api/picks.api';
import { PosterRow } from '../../core/items/poster-row';
import { Unread } from '../../ui/unread';

const ROW_LENGTH = 20;

/** Titles like this one; an extra, so that it is left out where there are none. */
@Component({
  selector: 'sp-similar-row',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [PosterRow, Unread],
  template: `
    @if (entries(); as shown) {
      <section aria-labelledby="sp-similar">
        <h2 id="sp-similar" i18n>More like this</h2>
        <sp-poster-row [entries]="shown" />
      </section>
    } @else if (page.error()) {
      <section aria-labelledby="sp-similar">
        <h2 id="sp-similar" i18n>More like this</h2>
        <sp-unread
          text="Similar titles could not be read."
          i18n-text
          [busy]="page.isLoading()"
          (retry)="page.reload()"
        />
      </section>
    }
  `,
})
export class SimilarRow {
  readonly itemId = input.required<string>();
  private readonly api = inject(PicksApi);
  protected readonly page = rxResource({
    params: () => this.itemId(),
    stream: ({ params }) => this.api.similar(params, ROW_LENGTH),
  });
  protected readonly entries = computed(() => {
    const items = this.page.hasValue() ? this.page.value().items : [];
    return items.length === 0 ? null : items.map((item) => ({ item, note: '' }));
  });
}

import { ChangeDetectionStrategy, Component, computed, input, output, signal } from '@angular/core';
import type { AuditEntry } from '../../../api/types';
import { browserWords } from '../../../core/sessions/browser-words';
import { CopyButton } from '../../../ui/copy-button';
import { formatExact } from '../../../ui/format';
import { Icon } from '../../../ui/icon';
import { RelativeTime } from '../../../ui/relative-time';
import { StatusChip } from '../../../ui/status-chip';
import { actionWords, actorWords, outcomeStatus } from './audit-words';

let rows = 0;

/** One act: what, by whom, to what, when; the rest on demand. */
@Component({
  selector: 'sp-audit-row',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CopyButton, Icon, RelativeTime, StatusChip],
  templateUrl: './audit-row.html',
  styleUrl: './audit-row.scss',
})
export class AuditRow {
  readonly entry = input.required<AuditEntry>();
  /** Id of the user or key whose acts are to be shown alone. */
  readonly actorChosen = output<string>();
  protected readonly id = `sp-audit-${(rows += 1)}`;
  protected readonly open = signal(false);
  protected readonly action = computed(() => actionWords(this.entry().action));
  protected readonly actor = computed(() => actorWords(this.entry()));
  protected readonly status = computed(() => outcomeStatus(this.entry().outcome));
  protected readonly browser = computed(() => browserWords(this.entry().userAgent));
  protected readonly exact = computed(() => formatExact(Date.parse(this.entry().at)));
  protected readonly detailsOf = computed(() => $localize`Details: ${this.action()}:act:, ${this.exact()}:time:`);
  protected readonly nothing = $localize`nothing`;
  protected readonly unknown = $localize`unknown`;
}

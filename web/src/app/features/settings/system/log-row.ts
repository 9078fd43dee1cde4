import { ChangeDetectionStrategy, Component, computed, input, output, signal } from '@angular/core';
import type { LogLevel, LogLine } from '../../../api/types';
import { CopyButton } from '../../../ui/copy-button';
import { UNKNOWN, formatClock } from '../../../ui/format';
import { fieldsText, requestText } from './log-lines';

const GRAVE: readonly LogLevel[] = ['error', 'fatal'];

/** A line of the log: a click shows all that it holds. */
@Component({
  selector: 'sp-log-row',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CopyButton],
  template: `
    <button type="button" class="line" [attr.aria-expanded]="open()" (click)="open.set(!open())">
      <time class="sp-muted" [attr.datetime]="line().at">{{ at() }}</time>
      <!-- As the log writes it, like the message. -->
      <bdi class="level" [class.grave]="grave()" [class.warn]="line().level === 'warn'">{{ line().level }}</bdi>
      <span class="message"
        ><bdi>{{ line().message }}</bdi>
        @if (request(); as text) {
          <bdi class="request" dir="ltr">{{ text }}</bdi>
        }
        @if (line().source; as source) {
          <bdi class="source">{{ source }}</bdi>
        }
      </span>
    </button>
    @if (open()) {
      <div class="rest">
        @if (fields(); as text) {
          <pre dir="auto">{{ text }}</pre>
        } @else {
          <p class="sp-muted" i18n>Nothing besides the message.</p>
        }
        @if (line().requestId; as id) {
          <div class="sp-row">
            <sp-copy [text]="id" i18n-label label="Copy request id" />
            <button type="button" class="sp-button" (click)="requestChosen.emit(id)" i18n>Only this request</button>
          </div>
        }
      </div>
    }
  `,
  styleUrl: './log-row.scss',
})
export class LogRow {
  readonly line = input.required<LogLine>();
  readonly requestChosen = output<string>();
  protected readonly open = signal(false);
  protected readonly at = computed(() => {
    const at = this.line().at;
    return at === null ? UNKNOWN : formatClock(Date.parse(at));
  });
  protected readonly grave = computed(() => GRAVE.includes(this.line().level));
  protected readonly request = computed(() => requestText(this.line()));
  protected readonly fields = computed(() => fieldsText(this.line()));
}

import { Injectable, inject } from '@angular/core';
import { Observable, concat, defer, of, share, tap } from 'rxjs';
import type { StreamEvent } from '../../api/event-stream';
import { type LiveEvents, SyncApi } from '../../api/sync.api';

type LiveEvent = StreamEvent<LiveEvents>;

/** One stream of the server's news for the whole portal, open while somebody listens. */
@Injectable({ providedIn: 'root' })
export class LiveStream {
  private readonly api = inject(SyncApi);
  private isOpen = false;
  private readonly shared: Observable<LiveEvent> = defer(() => this.api.events()).pipe(
    tap({
      next: ({ kind }) => (this.isOpen = kind !== 'lost'),
      finalize: () => (this.isOpen = false),
    }),
    share(),
  );

  /** Who comes to an open stream is told that it is. */
  listen(): Observable<LiveEvent> {
    return defer(() => (this.isOpen ? concat(of<LiveEvent>({ kind: 'open' }), this.shared) : this.shared));
  }
}

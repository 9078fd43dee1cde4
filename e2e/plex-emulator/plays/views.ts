/** What one account has seen of one item. Times are epoch seconds, the offset is milliseconds. */
export interface View {
  count: number;
  lastViewedAt: number;
  offsetMs: number;
  rating: number | undefined;
}

/** View state per account; accounts are the server's own numbers (1 = owner). */
export class Views {
  version = 0;
  private readonly byAccount = new Map<number, Map<number, View>>();

  private of(accountId: number): Map<number, View> {
    let views = this.byAccount.get(accountId);
    if (!views) this.byAccount.set(accountId, (views = new Map()));
    return views;
  }

  get(accountId: number, key: number): View | undefined {
    return this.byAccount.get(accountId)?.get(key);
  }

  change(accountId: number, key: number, update: (view: View) => void): View {
    const views = this.of(accountId);
    const view = views.get(key) ?? { count: 0, lastViewedAt: 0, offsetMs: 0, rating: undefined };
    update(view);
    views.set(key, view);
    this.version++;
    return view;
  }

  watched(accountId: number, key: number, at: number): void {
    this.change(accountId, key, (view) => {
      view.count++;
      view.lastViewedAt = Math.max(view.lastViewedAt, at);
      view.offsetMs = 0;
    });
  }

  unwatch(accountId: number, key: number): void {
    this.change(accountId, key, (view) => Object.assign(view, { count: 0, lastViewedAt: 0, offsetMs: 0 }));
  }

  accounts(): number[] {
    return [...this.byAccount.keys()];
  }
}

/** Who listens to the push channels. Only the owner hears everything; others hear nothing of other people. */
export interface Subscriber {
  isOwner: boolean;
  localId: number;
  /** Sections the subscriber may see; null means all. */
  sections: ReadonlySet<string> | null;
  /** What the subscriber asked to hear. */
  accepts(type: string): boolean;
  send(type: string, container: object): void;
  close(): void;
}

export interface TimelineEntry {
  sectionID: string;
  itemID: string;
  type: number;
  title: string;
  /** 0 created … 5 processed, 9 deleted */
  state: number;
  metadataState: string;
  updatedAt: number;
  parentItemID?: string;
  rootItemID?: string;
}

export interface Playing {
  sessionKey: string;
  ratingKey: string;
  viewOffset: number;
  state: 'playing' | 'paused' | 'stopped' | 'buffering';
  localId: number;
}

/** Sends `NotificationContainer` messages; there is no replay for those who come late. */
export class Notifier {
  private readonly subscribers = new Set<Subscriber>();

  add(subscriber: Subscriber): () => void {
    this.subscribers.add(subscriber);
    return () => this.subscribers.delete(subscriber);
  }

  get size(): number {
    return this.subscribers.size;
  }

  closeAll(): void {
    for (const subscriber of this.subscribers) subscriber.close();
    this.subscribers.clear();
  }

  private publish(type: string, name: string, entry: object, isFor: (subscriber: Subscriber) => boolean): void {
    for (const subscriber of this.subscribers) {
      if (subscriber.accepts(type) && isFor(subscriber)) subscriber.send(type, { type, size: 1, [name]: [entry] });
    }
  }

  timeline(entry: TimelineEntry): void {
    const row = { identifier: 'com.plexapp.plugins.library', ...entry };
    this.publish(
      'timeline',
      'TimelineEntry',
      row,
      ({ sections }) => sections === null || sections.has(entry.sectionID),
    );
  }

  playing({ localId, ...entry }: Playing): void {
    const row = { guid: '', key: `/library/metadata/${entry.ratingKey}`, ...entry };
    this.publish(
      'playing',
      'PlaySessionStateNotification',
      row,
      (subscriber) => subscriber.isOwner || subscriber.localId === localId,
    );
  }

  activity(event: 'started' | 'updated' | 'ended', title: string, uuid: string, progress: number): void {
    const activity = {
      uuid,
      type: 'library.update.section',
      cancellable: false,
      userID: 1,
      title,
      subtitle: '',
      progress,
    };
    this.publish('activity', 'ActivityNotification', { event, uuid, Activity: activity }, ({ isOwner }) => isOwner);
  }

  status(title: string, description: string): void {
    this.publish(
      'status',
      'StatusNotification',
      { title, description, notificationName: 'LIBRARY_UPDATE' },
      ({ isOwner }) => isOwner,
    );
  }

  /** Not a message of Plex: lets a test send anything, also in the old form with `_children`. */
  raw(type: string, container: object): void {
    for (const subscriber of this.subscribers) subscriber.send(type, container);
  }
}

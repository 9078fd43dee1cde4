import { Catalog } from '../catalog/catalog';
import { LibraryEditor } from '../catalog/editor';
import { Listing } from '../catalog/listing';
import { Overlay } from '../catalog/overlay';
import { Scope } from '../catalog/scope';
import type { Clock } from '../core/clock';
import { hashText, hex, uuidText } from '../core/hash';
import { RequestCounters } from '../http/request-counters';
import type { Directory } from '../plex-tv/account';
import { Plays, type Viewer } from '../plays/plays';
import { Views } from '../plays/views';
import { Sessions } from '../plays/sessions';
import { announceChange } from './announce';
import { Notifier } from './notifier';
import { Playback } from './playback';
import { defaultSections, type Section } from './sections';

export interface ServerOptions {
  seed: number;
  slot: number;
  epoch: number;
  movies: number;
  shows: number;
  artists: number;
  plays: number;
  quirks: boolean;
  allowDeletes: boolean;
}

const NAMES = ['Attic', 'Cellar', 'Boathouse', 'Greenhouse', 'Belfry', 'Pantry', 'Observatory', 'Garage'] as const;

const VIEWING_WEIGHTS: Record<string, number> = { ada: 40, ben: 15, cleo: 30, Kid: 15 };

/** The state of one Plex Media Server. */
export class MediaServer {
  readonly machineIdentifier: string;
  readonly name: string;
  readonly version = '1.41.3.9314-a0bfb8370';
  readonly catalog: Catalog;
  readonly views = new Views();
  readonly plays: Plays;
  readonly sessions: Sessions;
  readonly playback: Playback;
  readonly listing: Listing;
  readonly editor: LibraryEditor;
  readonly notifier = new Notifier();
  readonly counters = new RequestCounters();
  readonly allSections: Section[];
  readonly settings: {
    allowDeletes: boolean;
    strictPaging: boolean;
    readOnlyFiles: boolean;
    /** The history is listed newest first, however it was asked for. */
    newestFirst: boolean;
  };
  /** Filled in when the listener has its port. */
  uri = '';

  constructor(
    readonly options: ServerOptions,
    readonly directory: Directory,
    readonly clock: Clock,
  ) {
    const h = hashText(`${options.seed}:machine:${options.slot}`);
    this.machineIdentifier = `${hex(h, 1)}${hex(h, 2)}${hex(h, 3)}${hex(h, 4)}${hex(h, 5)}`;
    this.name = NAMES[options.slot % NAMES.length];
    const scope = new Scope(options.seed, options.slot, options.epoch, new Overlay(), options.quirks);
    this.catalog = new Catalog(scope, options);
    this.plays = new Plays(this.catalog, this.views);
    this.sessions = new Sessions(this.catalog, clock);
    this.playback = new Playback(this.catalog, this.sessions, this.plays, this.views, this.notifier, clock);
    this.listing = new Listing(this.catalog, this.views);
    this.editor = new LibraryEditor(
      this.catalog,
      () => clock.nowSeconds(),
      (notice) => announceChange(this.notifier, notice),
    );
    this.settings = {
      allowDeletes: options.allowDeletes,
      strictPaging: false,
      readOnlyFiles: false,
      newestFirst: false,
    };
    this.allSections = defaultSections((name) => uuidText(hashText(`${h}:${name}`)), options.epoch);
  }

  /** Accounts as the server numbers them: 1 is the owner, whatever plex.tv calls him. */
  localId(accountId: number): number {
    return accountId === this.directory.ownerId ? 1 : accountId;
  }

  accountId(localId: number): number {
    return localId === 1 ? this.directory.ownerId : localId;
  }

  get sections(): Section[] {
    return this.allSections.filter(({ key }) => !this.catalog.overlay.removedSections.has(key));
  }

  section(key: string): Section | undefined {
    return this.sections.find((section) => section.key === key);
  }

  /** Who watches here, and how much of all watching is theirs. */
  viewers(): Viewer[] {
    const members = this.directory.accounts.filter(({ id }) => this.directory.mayEnter(this.machineIdentifier, id));
    return members.map(({ id, title }) => ({
      accountId: this.localId(id),
      weight: VIEWING_WEIGHTS[title] ?? 10,
      sections:
        this.directory.sharedSections(this.machineIdentifier, id) ?? new Set(this.sections.map(({ key }) => key)),
    }));
  }

  /** Ways to name this server in faults and control calls. */
  get names(): string[] {
    return [this.machineIdentifier, this.name, String(this.options.slot)];
  }
}

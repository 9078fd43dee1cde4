import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  Directive,
  ElementRef,
  computed,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import { initialsOf } from './format';

/** Widths the server is asked for; few, so that its cache and the browser's hit often. */
const WIDTHS = [160, 240, 360, 480, 720] as const;

export type PosterShape = 'poster' | 'square' | 'wide';

/**
 * Ends the load of a picture that leaves the page. A browser goes on loading it, and over HTTP/1.1 six posters that
 * nobody sees any more would hold up the titles that somebody waits for.
 */
@Directive({ selector: 'img[spEndsWithPage]' })
class EndsWithPage {
  constructor() {
    const picture = inject<ElementRef<HTMLImageElement>>(ElementRef).nativeElement;
    inject(DestroyRef).onDestroy(() => {
      if (picture.complete) return;
      // Chromium keeps a picture for ever, and the whole page around it, whose source changes outside a document.
      const body = picture.ownerDocument.body;
      picture.hidden = true;
      body.append(picture);
      picture.removeAttribute('srcset');
      picture.removeAttribute('src');
      picture.remove();
    });
  }
}

/** A poster in a fixed box: initials on a tint of the title's own until the picture is there. */
@Component({
  selector: 'sp-poster',
  imports: [EndsWithPage],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: {
    '[attr.data-shape]': 'shape()',
    '[style.--hue]': 'hue()',
  },
  template: `
    <span class="initials" aria-hidden="true" dir="auto">{{ initials() }}</span>
    <!-- A new source gets an element of its own: a recycled card must never show the picture of the card before. -->
    @for (source of sources(); track source) {
      <img
        spEndsWithPage
        [class.shown]="loaded() === source"
        [attr.sizes]="sizes()"
        [attr.srcset]="srcset()"
        [src]="source"
        [alt]="alt()"
        [attr.loading]="eager() ? 'eager' : 'lazy'"
        [attr.fetchpriority]="eager() ? null : 'low'"
        decoding="async"
        draggable="false"
        (load)="show(source, $event)"
        (error)="failed.set(source)"
      />
    }
  `,
  styles: `
    :host {
      position: relative;
      display: grid;
      place-items: center;
      aspect-ratio: 2 / 3;
      overflow: hidden;
      border-radius: var(--sp-radius-poster);
      background: light-dark(hsl(var(--hue) 26% 86%), hsl(var(--hue) 22% 19%));
      color: light-dark(hsl(var(--hue) 34% 30%), hsl(var(--hue) 30% 74%));
      container-type: inline-size;
      user-select: none;
    }
    :host([data-shape='square']) {
      aspect-ratio: 1;
    }
    :host([data-shape='wide']) {
      aspect-ratio: 16 / 9;
    }
    .initials {
      font-size: max(14px, 26cqw);
      font-weight: 650;
      letter-spacing: 0.02em;
    }
    img {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
      object-fit: cover;
      opacity: 0;
      transition: opacity 160ms ease-out;
    }
    img.shown {
      opacity: 1;
    }
  `,
})
export class Poster {
  readonly title = input.required<string>();
  /** The poster route of the item, or null where there is no picture. */
  readonly url = input.required<string | null>();
  /** Empty where the title stands beside the picture. */
  readonly alt = input('');
  readonly sizes = input('180px');
  /** `square` for albums and artists, `wide` for the stills of episodes. */
  readonly shape = input<PosterShape>('poster');
  readonly eager = input(false);
  readonly pictureShown = output<HTMLImageElement>();

  protected readonly loaded = signal<string | null>(null);
  protected readonly failed = signal<string | null>(null);
  protected readonly initials = computed(() => initialsOf(this.title()));
  protected readonly hue = computed(() => hueOf(this.title()));
  protected readonly sources = computed(() => {
    const url = this.url();
    const source = url === null ? null : withWidth(url, 360);
    return source === null || source === this.failed() ? [] : [source];
  });
  protected readonly srcset = computed(() =>
    WIDTHS.map((width) => `${withWidth(this.url() ?? '', width)} ${width}w`).join(', '),
  );

  protected show(source: string, event: Event): void {
    this.loaded.set(source);
    this.pictureShown.emit(event.target as HTMLImageElement);
  }
}

function withWidth(url: string, width: number): string {
  return `${url}${url.includes('?') ? '&' : '?'}width=${width}`;
}

function hueOf(title: string): number {
  let hash = 0;
  for (let i = 0; i < Math.min(title.length, 64); i += 1) hash = (hash * 31 + title.charCodeAt(i)) >>> 0;
  return hash % 360;
}

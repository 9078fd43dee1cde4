import type { HttpClient } from '@angular/common/http';
import { type Observable, map } from 'rxjs';
import { patiently } from './api.interceptors';

export interface DownloadedFile {
  content: Blob;
  /** As the server calls it. */
  name: string;
}

/** A file as bytes: reading it as text would lose marks and break what is compressed. */
export function download(
  http: HttpClient,
  url: string,
  fallbackName: string,
  query: Readonly<Record<string, string | undefined>> = {},
): Observable<DownloadedFile> {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return http
    .get(url, { params: Object.fromEntries(given), responseType: 'blob', observe: 'response', context: patiently() })
    .pipe(
      map(({ body, headers }) => ({
        content: body ?? new Blob(),
        name: nameIn(headers.get('Content-Disposition')) ?? fallbackName,
      })),
    );
}

function nameIn(disposition: string | null): string | undefined {
  return /filename="?([\w.-]{1,100})"?/.exec(disposition ?? '')?.[1];
}

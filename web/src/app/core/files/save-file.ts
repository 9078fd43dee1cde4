import type { DownloadedFile } from '../../api/download';

/** Hands a file to the person, as a download of the browser. */
export function saveFile({ content, name }: DownloadedFile): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after the click; a minute is long enough for any disk.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

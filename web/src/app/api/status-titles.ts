/** What happened, as far as a status tells. The API's own title is the bare name of the status. */
export function titleOfStatus(status: number): string | undefined {
  return TITLES[status]?.();
}

const TITLES: Record<number, () => string> = {
  400: () => $localize`Something in this request is not right`,
  401: () => $localize`You are signed out`,
  403: () => $localize`You may not do this`,
  404: () => $localize`Not found`,
  409: () => $localize`Not possible right now`,
  410: () => $localize`This has ended`,
  413: () => $localize`This is too large`,
  422: () => $localize`This cannot be done`,
  429: () => $localize`Too many requests`,
  500: () => $localize`Something went wrong on the server`,
  502: () => $localize`That did not work with Plex`,
  503: () => $localize`SmartPlex is busy`,
  504: () => $localize`No answer in time`,
};

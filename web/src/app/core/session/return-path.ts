const RETURN_KEY = 'sp.return-to';
const SETUP_CODE_KEY = 'sp.setup-code';

/** Only paths of our own: a link from outside must not be able to send people elsewhere. */
export function safeReturnPath(path: string | null | undefined): string {
  // Browsers read a backslash as a slash, and pass over tabs and line breaks.
  if (!path || !/^\/(?!\/)[^\\\t\n\r]*$/.test(path)) return '/';
  return /^\/login(?:[/?#]|$)/.test(path) ? '/' : path;
}

/** Sign-in leaves the portal for Plex, so where to return to has to outlive the page. */
export function keepReturnPath(path: string): void {
  store(RETURN_KEY, safeReturnPath(path));
}

/** The kept path, once. */
export function takeReturnPath(): string {
  return safeReturnPath(take(RETURN_KEY));
}

/** The set-up code of the start URL: kept for this tab until it is used, and shown in no address. */
export function keepSetupCode(code: string): void {
  store(SETUP_CODE_KEY, code);
}

export function keptSetupCode(): string | null {
  return read(SETUP_CODE_KEY);
}

export function dropSetupCode(): void {
  take(SETUP_CODE_KEY);
}

function store(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // Storage may be forbidden; sign-in then ends on the home page and asks for the code.
  }
}

function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function take(key: string): string | null {
  const value = read(key);
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing was stored either.
  }
  return value;
}

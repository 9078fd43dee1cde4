/** Where the browser suite's product listens, and the code that its first administrator presents. */
export const ORIGIN = `http://127.0.0.1:${process.env.BROWSER_SUITE_PORT ?? 3981}`;
export const SETUP_CODE = 'browser-suite-code';
/** Cookies of the administrator, left by the set-up flow for the flows behind it. */
export const ADMIN_STATE = 'e2e/web/results/administrator.json';

/** Where the browser suite's product listens; what two runs beside each other write is told apart by it. */
export const PORT = process.env.BROWSER_SUITE_PORT ?? '3981';
export const ORIGIN = `http://127.0.0.1:${PORT}`;
/** What its first administrator presents. */
export const SETUP_CODE = 'browser-suite-code';
/** Cookies of the administrator, left by the set-up flow for the flows behind it. */
export const ADMIN_STATE = `e2e/web/results/${PORT}/administrator.json`;

export { AuthModule } from './auth.module';
export { issueCsrfCookie } from './csrf/issue-csrf-cookie';
export { limitByAddress } from './throttle/limit-by-address';
export { isCounted } from './throttle/rate-headers';
export { Refusals } from './throttle/refusals';
export { SetupCode } from './setup/setup-code';

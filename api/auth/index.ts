export { AuthModule } from './auth.module';
export { issueCsrfCookie } from './csrf/issue-csrf-cookie';
export { SetupCode } from './setup/setup-code';

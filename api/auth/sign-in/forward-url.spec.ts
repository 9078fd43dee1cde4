import { forwardUrl } from './forward-url';

test.each([
  ['http://localhost:3000', '/', 'http://localhost:3000/login?pin=1'],
  ['https://home.example', '/smart/', 'https://home.example/smart/login?pin=1'],
  ['https://home.example/smart', '/smart/', 'https://home.example/smart/login?pin=1'],
  ['https://home.example/smart', '/', 'https://home.example/smart/login?pin=1'],
])('APP_URL %s with BASE_PATH %s leads back to %s', (appUrl, basePath, url) => {
  expect(forwardUrl({ appUrl, basePath }, '1')).toBe(url);
});

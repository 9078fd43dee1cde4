import { portalUrl } from './portal-url';

test.each([
  ['http://localhost:3000', '/', 'http://localhost:3000/'],
  ['https://home.example', '/smart/', 'https://home.example/smart/'],
  ['https://home.example/smart', '/smart/', 'https://home.example/smart/'],
  ['http://smart', '/smart/', 'http://smart/smart/'],
])('APP_URL %s with BASE_PATH %s is the portal at %s', (appUrl, basePath, url) => {
  expect(portalUrl({ appUrl, basePath })).toBe(url);
});

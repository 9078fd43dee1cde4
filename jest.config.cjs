const swc = [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      target: 'es2022',
      keepClassNames: true,
    },
    module: { type: 'commonjs' },
  },
];

/** Node projects: one embedded PostgreSQL and one Redis per run, a database per spec file (see e2e/support). */
const node = (displayName, roots, extra = {}) => ({
  displayName,
  roots,
  testEnvironment: 'node',
  testMatch: ['**/*.spec.ts'],
  transform: { '^.+\\.[cm]?[tj]s$': swc },
  transformIgnorePatterns: ['/node_modules/(?!@ctrl/)'],
  ...extra,
});

const services = {
  globalSetup: '<rootDir>/e2e/support/global-setup.cjs',
  globalTeardown: '<rootDir>/e2e/support/global-teardown.cjs',
};

/** @type {import('jest').Config} */
module.exports = {
  maxWorkers: 2,
  testTimeout: 120_000,
  projects: [
    node('api', ['<rootDir>/api', '<rootDir>/e2e/api'], services),
    node('migrations', ['<rootDir>/migrations'], services),
    node('emulator', ['<rootDir>/e2e/plex-emulator']),
    '<rootDir>/web/jest.config.cjs',
  ],
};

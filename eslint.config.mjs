import angular from 'angular-eslint';
import boundaries from 'eslint-plugin-boundaries';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import noUnsanitized from 'eslint-plugin-no-unsanitized';
import security from 'eslint-plugin-security';
import tseslint from 'typescript-eslint';

const API_MODULES = ['plex', 'library', 'auth', 'sync', 'ai', 'health'];

/** Who may import whom; whatever is not named here is an error (CONTRIBUTING.md shows it as a table). */
const ALLOWED = {
  common: [],
  infra: ['common'],
  plex: ['infra', 'common'],
  library: ['plex', 'infra', 'common'],
  auth: ['plex', 'infra', 'common'],
  sync: ['library', 'plex', 'infra', 'common'],
  ai: ['library', 'infra', 'common'],
  health: ['plex', 'infra', 'common'],
  'api-root': [...API_MODULES, 'infra', 'common', 'migrations'],
  migrations: [],
  testing: [...API_MODULES, 'api-root', 'infra', 'common', 'migrations'],
  e2e: ['api-root', 'testing'],
  emulator: [],
  'web-ui': [],
  'web-api': [],
  'web-core': ['web-api', 'web-ui'],
  'web-feature': ['web-core', 'web-api', 'web-ui'],
  'web-root': ['web-core', 'web-api', 'web-ui', 'web-feature'],
};

const element = (type, pattern, extra = {}) => ({ type, pattern, partialMatch: false, stopMatching: true, ...extra });

const elements = [
  element('common', 'api/common'),
  element('infra', 'api/infra'),
  ...API_MODULES.map((name) => element(name, `api/${name}`)),
  element('testing', 'api/testing'),
  element('api-root', 'api'),
  element('migrations', 'migrations'),
  element('emulator', 'e2e/plex-emulator'),
  element('e2e', 'e2e'),
  element('web-ui', 'web/src/app/ui'),
  element('web-api', 'web/src/app/api'),
  element('web-core', 'web/src/app/core'),
  element('web-feature', 'web/src/app/features/*', { capture: ['feature'] }),
  element('web-root', 'web/src'),
];

const importPolicies = [
  // Inside its own element every file may import every other; a feature never imports another feature.
  ...Object.keys(ALLOWED).map((type) => ({
    from: { element: { type } },
    allow: {
      to: {
        element:
          type === 'web-feature' ? { type, captured: { feature: '{{ from.element.captured.feature }}' } } : { type },
      },
    },
  })),
  ...Object.entries(ALLOWED)
    .filter(([, to]) => to.length > 0)
    .map(([from, to]) => ({
      from: { element: { type: from } },
      allow: { to: { element: { types: { anyOf: to } } } },
    })),
  // A module is entered through its index.ts only.
  ...API_MODULES.map((type) => ({
    from: { element: { type: `!${type}` } },
    disallow: { to: { element: { type }, file: { categories: 'inner' } } },
    message: `enter ${type} through its index.ts`,
  })),
  // Specs may reach for the test support and for the inside of what they test.
  {
    from: { file: { categories: 'spec' } },
    allow: {
      to: {
        element: {
          types: { anyOf: ['testing', 'emulator', 'infra', 'common', ...API_MODULES, 'api-root', 'migrations'] },
        },
      },
    },
  },
];

const restrict = (...patterns) => ['error', { patterns }];
const TYPEORM = {
  group: ['typeorm', '@nestjs/typeorm', 'pg'],
  message: 'Only *.entity, *.repository, *.query, modules and infra/database may.',
};
const BULL = { group: ['bull', '@nestjs/bull'], message: 'Only the Bull adapter may.' };
/** What an interceptor and a fault need may be named everywhere; what calls may not. */
const HTTP = {
  name: '@angular/common/http',
  allowImportNames: ['HttpErrorResponse', 'HttpHeaders', 'HttpInterceptorFn'],
  message: 'Call through web/src/app/api, whose types are made of the description of the API.',
};
const CALLS = ['fetch', 'XMLHttpRequest', 'EventSource'];

/** `process.env`, also by brackets, destructured or imported. */
const noEnvironment = [
  "MemberExpression[object.name='process'][property.name='env']",
  "MemberExpression[object.name='process'][property.value='env']",
  "VariableDeclarator[init.name='process']",
  'ImportDeclaration[source.value=/^(node:)?process$/]',
].map((selector) => ({ selector, message: 'Settings are read in api/infra/config only.' }));
const noHttpException = {
  selector: 'NewExpression[callee.name=/Exception$/]',
  message: 'Throw a DomainError; the problem filter maps it once.',
};
const noPrinting = [
  "MemberExpression[object.name='process'][property.name=/^std(out|err)$/]",
  "MemberExpression[object.name='process'][property.value=/^std(out|err)$/]",
  ...[1, 2].map(
    (fd) =>
      `CallExpression[arguments.0.value=${fd}]:matches(${['name', 'property.name']
        .map((name) => `[callee.${name}=/^(write|append|createWrite)/]`)
        .join(', ')})`,
  ),
  'Literal[value=/^.dev.(stdout|stderr|tty|fd)/]',
].map((selector) => ({ selector, message: 'Write to the log, which hides secrets.' }));
const noInnerImport = {
  selector: 'ImportExpression',
  message: 'Import at the top of the file: what is missing must stop the start, not a request.',
};

/** Attributes and inputs that hold words, and others whose value reads like words. */
const WORDS = 'aria-label|aria-description|aria-roledescription|aria-valuetext|title|placeholder|alt|data-label';
const INPUTS = 'heading|text|label|caption|note|hint|unit|empty|absent|stillTrue|action|summary|description';
const CODE = 'class|style|id|d|for|transform|patternTransform|sizes|srcset|rel|allow|viewBox|autocomplete|aria-\\w+';
const unmarkedAttributes = [
  `TextAttribute[name=/^(?:${WORDS}|${INPUTS})$/][value=/^(?![a-z]+[\\d:.]).*[A-Za-z]/]:not([i18n])`,
  `TextAttribute[name!=/^(?:${WORDS}|${INPUTS}|${CODE})$/][value=/^[A-Z][a-z]+\\b|[a-z] [a-z]/]:not([i18n])`,
].map((selector) => ({ selector, message: 'Mark what a person reads: i18n-<name> before the attribute.' }));
const lostAttributes = {
  selector: 'BoundAttribute[name=/^aria-/][__originalType=0][i18n]',
  message: 'Angular sets this as a property, and no attribute appears: bind [attr.aria-…] to a marked text.',
};

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'node_modules/',
      'data/',
      'coverage/',
      '.angular/',
      '.demo/',
      '.dev/',
      'web/src/app/api/generated/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommended, security.configs.recommended, noUnsanitized.configs.recommended],
    plugins: { boundaries, 'import-x': importX },
    settings: {
      'boundaries/elements': elements,
      'boundaries/files': [
        { category: 'entry', pattern: '**/index.ts', stopMatching: true },
        { category: 'inner', pattern: 'api/**/*.ts' },
        { category: 'spec', pattern: ['**/*.spec.ts', 'api/*/testing/**'] },
      ],
      'boundaries/dependency-nodes': ['import', 'export', 'dynamic-import', 'require'],
      'import/resolver': {
        typescript: { project: ['api/tsconfig.json', 'web/tsconfig.app.json', 'e2e/tsconfig.json'] },
      },
      'import-x/extensions': ['.ts', '.mts'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.mts'] },
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          project: ['api/tsconfig.json', 'web/tsconfig.app.json', 'e2e/tsconfig.json'],
        }),
      ],
    },
    rules: {
      'boundaries/dependencies': ['error', { default: 'disallow', policies: importPolicies }],
      'boundaries/no-unknown-files': 'error',
      'import-x/no-cycle': ['error', { maxDepth: 12, ignoreExternal: true }],
      'import-x/first': 'error',
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Bracket access on our own typed records is what half of a mapper is; the rule cannot tell.
      'security/detect-object-injection': 'off',
      // Every path comes from settings or from our own cache keys.
      'security/detect-non-literal-fs-filename': 'off',
      'max-lines': ['warn', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['warn', { max: 40, skipBlankLines: true, skipComments: true }],
      complexity: ['warn', 10],
      'max-params': ['warn', 6],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['api/**/*.ts'],
    rules: {
      'no-restricted-imports': restrict(TYPEORM, BULL),
      'no-restricted-syntax': ['error', ...noEnvironment, ...noPrinting, noHttpException, noInnerImport],
    },
  },
  {
    // What is said before there is a log or beside it: the address, why a start failed, what a command did.
    files: ['api/boot/{start,command}.ts', 'api/migrate.ts'],
    rules: { 'no-restricted-syntax': ['error', ...noEnvironment, noHttpException, noInnerImport] },
  },
  {
    files: [
      'api/**/*.{entity,repository,query,module}.ts',
      'api/infra/database/**',
      'api/**/*.spec.ts',
      'api/testing/**',
      'api/boot/**',
    ],
    rules: { 'no-restricted-imports': restrict(BULL) },
  },
  {
    // What runs in production is installed without devDependencies.
    files: ['api/**/*.ts', 'migrations/**/*.ts'],
    ignores: ['**/*.spec.ts', 'api/**/testing/**'],
    rules: {
      'import-x/no-extraneous-dependencies': ['error', { devDependencies: false, includeTypes: false }],
    },
  },
  {
    files: ['api/infra/queue/bull/**', 'api/infra/queue/queue.module.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-imports': restrict(TYPEORM) },
  },
  {
    // A promise that nobody waits for takes its failure to nowhere.
    files: ['api/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
  { files: ['api/infra/config/**'], rules: { 'no-restricted-syntax': ['error', noHttpException] } },
  { files: ['api/testing/**', 'api/**/*.spec.ts', 'e2e/**'], rules: { 'no-restricted-syntax': 'off' } },
  {
    // One behaviour a line: a describe block is no function to be kept short.
    files: ['**/*.spec.ts', 'e2e/web/**'],
    rules: { 'max-lines-per-function': 'off', 'max-lines': 'off', 'security/detect-non-literal-regexp': 'off' },
  },
  {
    files: ['e2e/**', 'migrations/**', 'api/testing/**'],
    rules: { 'no-console': 'off', 'max-lines-per-function': 'off' },
  },
  {
    files: ['web/**/*.ts'],
    extends: [...angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/component-selector': ['error', { type: 'element', prefix: 'sp', style: 'kebab-case' }],
      '@angular-eslint/directive-selector': ['error', { type: 'attribute', prefix: 'sp', style: 'camelCase' }],
      '@angular-eslint/prefer-on-push-component-change-detection': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'localStorage', property: 'setItem', message: 'Only the theme store may.' },
      ],
    },
  },
  {
    // Whoever calls by an address of their own gets an answer of no type.
    files: ['web/src/**/*.ts'],
    ignores: ['web/src/app/api/**', '**/*.spec.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: [HTTP] }],
      'no-restricted-globals': ['error', ...CALLS.map((name) => ({ name, message: HTTP.message }))],
    },
  },
  {
    files: ['web/**/*.html'],
    extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility],
    rules: {
      // Whatever a person reads is marked for translation. A key keeps its name; a name of ours says so at its place.
      '@angular-eslint/template/i18n': [
        'error',
        {
          checkId: false,
          checkDuplicateId: false,
          checkAttributes: false,
          allowMarkupInContent: true,
          boundTextAllowedPattern: '^\\P{L}*$',
          ignoreTags: ['kbd', 'code'],
        },
      ],
      'no-restricted-syntax': ['error', ...unmarkedAttributes, lostAttributes],
    },
  },
  {
    // What has no template to be translated in; and what is in development builds only, for those who write the code.
    files: ['web/src/index.html', 'web/src/app/features/design/**'],
    rules: { '@angular-eslint/template/i18n': 'off', 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.{mjs,cjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        fetch: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        module: 'writable',
        require: 'readonly',
        __dirname: 'readonly',
        Buffer: 'readonly',
        AbortSignal: 'readonly',
        performance: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
      },
    },
  },
);

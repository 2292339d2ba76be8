import swc from 'unplugin-swc';
import { defineConfig } from 'vitest/config';

// The compiler and options of the build (.swcrc): Nest reads constructor types from the decorator metadata.
const plugins = [
  swc.vite({
    swcrc: false,
    module: { type: 'es6' },
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      keepClassNames: true,
    },
  }),
];
const resolve = { tsconfigPaths: true };
// Files of one worker share what they import: loading it anew for each takes longer than most of the tests.
const isolate = false;
const outside = ['**/node_modules/**', 'dist/**'];

export default defineConfig({
  plugins,
  resolve,
  test: {
    maxWorkers: 2,
    passWithNoTests: true,
    coverage: { provider: 'v8', include: ['apps/*/src/**', 'libs/*/src/**'], exclude: ['**/*.spec.ts'] },
    projects: [
      {
        plugins,
        resolve,
        test: {
          name: 'unit',
          isolate,
          include: ['apps/**/*.spec.ts', 'libs/**/*.spec.ts'],
          exclude: [...outside, '**/*.int.spec.ts'],
          // A limit against hanging, not a measure: machines are noisy.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins,
        resolve,
        test: {
          name: 'integration',
          isolate,
          include: ['apps/**/*.int.spec.ts', 'libs/**/*.int.spec.ts'],
          exclude: outside,
          globalSetup: ['libs/testing/src/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

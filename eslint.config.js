import { defineConfig, globalIgnores } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration, ExportNamedDeclaration > ExportSpecifier[exported.name="default"]',
  message: 'Name what you export: a default export has a different name in every importer.',
};
const noExportAll = {
  selector: 'ExportAllDeclaration',
  message: 'A door names what it lets through: no `export *`.',
};
const noEnum = {
  selector: 'TSEnumDeclaration',
  message: 'Use a union of literals (and a const object where values are needed at run time).',
};
const noEnvironment = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'Only libs/config reads the environment; ask for the validated settings.',
};
const noEnvironmentByImport = {
  selector: 'ImportDeclaration[source.value=/^(node:)?process$/] > ImportSpecifier[imported.name="env"]',
  message: 'Only libs/config reads the environment; ask for the validated settings.',
};

export default defineConfig(
  globalIgnores(['dist/**', 'coverage/**', '**/node_modules/**', '.shidian/**', '**/generated/**']),
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', noDefaultExport, noExportAll, noEnum, noEnvironment, noEnvironmentByImport],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-ignore': true, 'ts-nocheck': true, 'ts-expect-error': 'allow-with-description' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Nest modules are classes with nothing but a decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    // The environment belongs to configuration, and to tests and scripts, which start processes with one.
    files: ['libs/config/src/**/*.ts', 'libs/testing/src/**/*.ts', 'scripts/**/*.ts', 'bench/**/*.ts', '**/*.spec.ts'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, noExportAll, noEnum] },
  },
  {
    files: ['apps/web/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      // A handler may be asynchronous: what it throws is a mutation's, which shows it.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      // Types of components and of the options of a query say themselves what they are.
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },
  {
    // Vitest, Vite and ESLint read their configuration from the default export.
    files: ['vitest.config.ts', 'apps/web/vite.config.ts'],
    rules: { 'no-restricted-syntax': ['error', noExportAll, noEnum] },
  },
  {
    files: ['**/*.spec.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-properties': [
        'error',
        { object: 'describe', property: 'only', message: 'Left over from debugging.' },
        { object: 'it', property: 'only', message: 'Left over from debugging.' },
        { object: 'test', property: 'only', message: 'Left over from debugging.' },
      ],
    },
  },
);

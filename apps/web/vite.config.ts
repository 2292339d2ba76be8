import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed } from './compressed.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds into dist/apps/web, which the api serves. `vite dev` passes the interface on to a service on port 3000. */
export default defineConfig({
  plugins: [react(), compressed()],
  build: {
    outDir: `${root}dist/apps/web`,
    emptyOutDir: true,
    target: 'es2022',
    // The list of what each page loads is held against its limit by a test.
    manifest: 'manifest.json',
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { '/api': 'http://localhost:3000', '/problems': 'http://localhost:3000' } },
});

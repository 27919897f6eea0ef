import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fontsAsFiles } from './fonts-as-files.js';
import { precompressed } from './precompress.js';

/** Where `npm run dev` finds a hub; what is built knows none: it talks to the hub that serves it. */
const hub = process.env.DOCKET_CONSOLE_HUB ?? 'http://127.0.0.1:4580';

export default defineConfig({
  base: '/console/',
  plugins: [
    react(),
    fontsAsFiles(fileURLToPath(new URL('../../node_modules/.cache/console-fonts', import.meta.url))),
    precompressed(),
  ],
  build: {
    target: 'es2022',
    // Everything is a file of its own, so that the content security policy needs no exceptions.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
  },
  server: { proxy: { '^/(?!console)': hub } },
  test: { include: ['src/**/*.test.ts'], setupFiles: ['../../test/support/seed.js'] },
});

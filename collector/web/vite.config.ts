import react from '@vitejs/plugin-react'
import { join } from 'node:path'
import mantinePreset from 'postcss-preset-mantine'
import { defineConfig } from 'vite'
import { evaluatedModules } from '../../scripts/evaluated-modules.ts'

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [
    evaluatedModules(
      ['addresses.ts', 'contract.ts'].map((name) => join(import.meta.dirname, name)),
    ),
    react(),
  ],
  // The preset rewrites light-dark() to the colour scheme attribute; the minifier alone would lose it.
  css: { postcss: { plugins: [mantinePreset()] } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: false,
    // The content security policy allows no data: fonts and no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What every page begins with is one file: a hundred small ones are slower, and larger together.
          groups: [{ name: 'first', tags: ['$initial'] }],
        },
      },
    },
  },
  server: { proxy: { '/api': { target: 'https://localhost:8443', secure: false } } },
})

import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

const asOneObject = "import { z } from 'zod'\n"
const asNames = "import * as z from 'zod'\n"

/**
 * Has the bundler take of zod what is used. Imported as the one object `z` it comes whole, with sentences in fifty
 * languages and its reader of JSON Schema: 450 KB of the agent's script, and 2 MB of its memory at rest.
 */
export const shakenZod: Plugin = {
  name: 'shaken-zod',
  setup: (bundler) =>
    bundler.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      return { loader: 'ts', contents: text.replace(asOneObject, asNames) }
    }),
}

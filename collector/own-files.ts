import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

/*
 * The one place that knows where the product's own files lie. A checkout holds TypeScript, a package the JavaScript
 * that was bundled from it; the folders are the same, so only the extension differs. It is that of this file, which
 * in a package is part of collector/main.js.
 */
const here = import.meta.url
const extension = extname(here)

/** The threads of the collector, each by its file without extension; packages bundle each of them. */
export const threads = {
  'import-check': 'imports/check-worker',
  'import-template': 'imports/template-worker',
  'report-print': 'reports/print-worker',
  'long-reads': 'long-reads/worker',
} as const

/** What a `Worker` of that name is made of. */
export function threadFile(name: keyof typeof threads): URL {
  return new URL(`${threads[name]}${extension}`, here)
}

/** The built pages of the console. */
export const webFolder = fileURLToPath(new URL('web/dist', here))

/** The agent that lies beside the collector, to be run by the Node of this process. */
export const agentProgram = fileURLToPath(new URL(`../agent/main${extension}`, here))

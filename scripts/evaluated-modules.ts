import { pathToFileURL } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { normalizePath, type Plugin } from 'vite'

/**
 * Runs these modules when the pages are built and ships what they export as data, so that a browser loads neither the
 * modules nor what they import. `paths` are absolute. @throws where an export is more than JSON can say.
 */
export function evaluatedModules(paths: readonly string[]): Plugin {
  const evaluated = new Set(paths.map((path) => normalizePath(path)))
  return {
    name: 'evaluated-modules',
    enforce: 'pre',
    async load(id) {
      if (!evaluated.has(id)) return null
      const exported: Record<string, unknown> = await import(pathToFileURL(id).href)
      const code = Object.entries(exported).map(
        ([name, value]) => `export const ${name} = ${literalOf(`${id} ${name}`, value)}`,
      )
      return { code: code.join('\n'), moduleType: 'js' }
    },
  }
}

function literalOf(name: string, value: unknown): string {
  const text = JSON.stringify(value)
  if (text !== undefined && isDeepStrictEqual(JSON.parse(text), value)) return text
  throw new Error(`${name}: only what JSON can say can be put into the pages`)
}

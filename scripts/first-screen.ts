import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Plugin, type Rolldown } from 'vite'
import { checkout } from './tool.ts'

const web = join(checkout, 'collector', 'web')
/** Loaded by the page before it draws anything; Vietnamese texts are the longer ones. */
const texts = join(checkout, 'collector', 'i18n', 'vi-first.ts')

export type FirstScreenWeight = {
  /** Gzip bytes of every file. */
  readonly bytes: number
  /** The heaviest first, for who has to find what weighs. */
  readonly files: readonly { readonly name: string; readonly bytes: number }[]
  /** Sources of the product in them, by their path from the checkout. */
  readonly sources: readonly string[]
}

/** Builds the pages without writing them, and weighs the scripts that the first screen loads. */
export async function weighFirstScreen(
  plugins: readonly Plugin[] = [],
): Promise<FirstScreenWeight> {
  const { page, chunks } = await buildPages(plugins)
  const scripts = [...page.matchAll(/<script [^>]*src="\/([^"]+)"/g)].map(([, name = '']) => name)
  const textChunk = chunks.find(({ facadeModuleId }) => facadeModuleId === texts)
  if (!textChunk) throw new Error(`${texts} is no file of its own any more`)
  const names = withImports(chunks, [...scripts, textChunk.fileName])
  const files = [...names].map((name) => {
    const code = chunks.find(({ fileName }) => fileName === name)?.code
    const script = code ?? readFileSync(join(web, 'public', name), 'utf8')
    return { name, bytes: gzipSync(script).length }
  })
  return {
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    files: files.toSorted((left, right) => right.bytes - left.bytes),
    sources: chunks
      .filter(({ fileName }) => names.has(fileName))
      .flatMap(({ moduleIds }) => moduleIds.map((id) => relative(checkout, id)))
      .filter((path) => /^(?:collector|protocol)\/.*\.tsx?$/.test(path)),
  }
}

/** Files, and all that they import before they run. */
function withImports(chunks: readonly Rolldown.OutputChunk[], names: readonly string[]) {
  const found = new Set(names)
  for (const name of found) {
    const { imports = [] } = chunks.find(({ fileName }) => fileName === name) ?? {}
    for (const imported of imports) found.add(imported)
  }
  return found
}

async function buildPages(plugins: readonly Plugin[]) {
  // A test runner says otherwise, and the parts would then be those for developers.
  process.env['NODE_ENV'] = 'production'
  const built = await build({
    configFile: join(web, 'vite.config.ts'),
    logLevel: 'error',
    build: { write: false },
    plugins: [...plugins],
  })
  if (!('output' in built)) throw new Error('the pages are built once, by one build')
  const page = built.output.find(({ fileName }) => fileName === 'index.html')
  if (page?.type !== 'asset') throw new Error('the build made no index.html')
  const chunks = built.output.filter((file) => file.type === 'chunk')
  return { page: page.source.toString(), chunks }
}

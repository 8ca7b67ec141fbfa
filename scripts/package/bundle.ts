import { build, type Metafile, type Plugin } from 'esbuild'
import { checkout } from '../tool.ts'
import { PackagingError } from './packaging-error.ts'
import { shakenZod } from './shaken-zod.ts'

type Bundle = {
  /** Files of the checkout that become one file each, with all that they import. */
  readonly entries: readonly string[]
  readonly folder: string
  /** A single executable holds a script; all else is modules. */
  readonly format: 'cjs' | 'esm'
  /** Packages with native code, which lie beside the bundle. */
  readonly beside: readonly string[]
  /** Names that become these values. */
  readonly define?: Readonly<Record<string, string>>
  /** What the bundler does otherwise; see its documentation. */
  readonly plugins?: readonly Plugin[]
}

/** Native parts of packages that are never built; who would use them does without. A bundler leaves them out. */
export const neverBuilt = ['pg-native', 'cpu-features']

/** A script in a single executable lies nowhere; what asks for its place is told that of the program. */
const placeForScripts = `const programUrl = require('node:url').pathToFileURL(process.execPath).href;`

/** Packages of the old form that are bundled into a module still call `require`. */
const requireForModules = `import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);`

/**
 * Makes JavaScript of the TypeScript of the checkout, in the same folders. Names stay, so that a stack of the product
 * can be read; letters outside ASCII are escaped, so that the engine keeps one byte for each.
 * @returns the places in node_modules of the packages that went in, e.g. `node_modules/zod`
 */
export async function bundle({
  entries,
  folder,
  format,
  beside,
  define = {},
  plugins = [],
}: Bundle): Promise<string[]> {
  const { metafile, errors } = await build({
    absWorkingDir: checkout,
    entryPoints: [...entries],
    outbase: checkout,
    outdir: folder,
    outExtension: { '.js': format === 'cjs' ? '.cjs' : '.js' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format,
    external: [...beside, ...neverBuilt],
    banner: { js: format === 'esm' ? requireForModules : placeForScripts },
    define: format === 'esm' ? define : { ...define, 'import.meta.url': 'programUrl' },
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    plugins: format === 'cjs' ? [...plugins, shakenZod] : [...plugins],
    // Real paths of linked packages differ from machine to machine.
    preserveSymlinks: true,
    metafile: true,
    logLevel: 'silent',
  }).catch((error: unknown) => {
    throw new PackagingError(`esbuild: ${error instanceof Error ? error.message : String(error)}`)
  })
  if (errors.length > 0) throw new PackagingError(`esbuild: ${errors[0]?.text ?? ''}`)
  return packagesOf(metafile)
}

function packagesOf({ outputs }: Metafile): string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs))
  const places = inputs.flatMap(
    (path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [],
  )
  return [...new Set(places)].sort()
}

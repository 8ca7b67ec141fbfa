import { globSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

/** A file of the product by its path from the checkout, with forward slashes. */
export type Source = { readonly path: string; readonly text: string }

/** One broken rule at one place, in the form that an editor can open. */
export type Trouble = { readonly rule: string; readonly where: string; readonly says: string }

const patterns = ['{agent,collector,protocol,scripts,tests}/**/*.{ts,tsx,mjs}']
const excluded = ['**/dist/**', 'tests/planted/**']

/** Every source file of a checkout. */
export function readSources(folder: string): Source[] {
  return globSync(patterns, { cwd: folder, exclude: excluded })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))
}

export type Import = { readonly specifier: string; readonly line: number }

const importForms = [
  /^(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm,
  /^import\s*['"]([^'"]+)['"]/gm,
  /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g,
]

/** What a source imports, type imports included. */
export function importsOf({ text }: Source): Import[] {
  return importForms.flatMap((form) =>
    [...text.matchAll(form)].map((match) => ({
      specifier: match[1] ?? '',
      line: lineAt(text, match.index + match[0].length),
    })),
  )
}

/** The number of the line that holds a position, from 1. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length
}

const aliases: Readonly<Record<string, string>> = {
  '#protocol': 'protocol',
  '#agent': 'agent',
  '#collector': 'collector',
  '#domain': 'collector/domain',
  '#store': 'collector/store',
  '#i18n': 'collector/i18n',
  '#scripts': 'scripts',
  '#tests': 'tests',
}

/** The path in the checkout that an import names; null for a package or a module of Node. */
export function resolveImport(from: Source, specifier: string): string | null {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(dirname(from.path), specifier))
  const [alias = '', ...rest] = specifier.split('/')
  const folder = aliases[alias]
  return folder === undefined ? null : posix.join(folder, ...rest)
}

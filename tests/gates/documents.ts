import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lineAt, type Source, type Trouble } from './sources.ts'

/** The documents for people. */
export function readDocuments(folder: string): Source[] {
  return globSync(['*.md', 'docs/**/*.md'], { cwd: folder })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))
}

const namedPath =
  /`((?:agent|collector|protocol|scripts|tests|docs)\/[\w./-]*|[\w-]+\.(?:json|md))`/g
const linkedPath = /\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g

/** Files that a document names between backticks, or links to, and that do not exist. */
export function documentTroubles(document: Source, folder: string): Trouble[] {
  const { path, text } = document
  const named = [...text.matchAll(namedPath)].map((match) => ({ match, from: '.' }))
  const linked = [...text.matchAll(linkedPath)].map((match) => ({ match, from: join(path, '..') }))
  return [...named, ...linked]
    .filter(({ match, from }) => !existsSync(join(folder, from, match[1] ?? '')))
    .map(({ match }) => ({
      rule: 'document-names-file',
      where: `${path}:${lineAt(text, match.index)}`,
      says: `there is no ${match[1]}`,
    }))
}

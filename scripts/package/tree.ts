import {
  chmodSync,
  copyFileSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/** One file of a package, by its path below the root of the system, e.g. `usr/bin/khien-agent`. */
export type Entry =
  | { readonly path: string; readonly mode: number; readonly from: string }
  | { readonly path: string; readonly mode: number; readonly text: string }
  | { readonly path: string; readonly linkTo: string }
  | { readonly path: string; readonly mode: number; readonly isFolder: true }

/** Lays files into an empty folder, each with its mode and all with one time; folders are 0755. */
export function layTree(folder: string, entries: readonly Entry[], dateSeconds: number): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const entry of entries) lay(join(folder, entry.path), entry)
  const below = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const folders = new Set([folder, ...entries.map(({ path }) => dirname(join(folder, path)))])
  for (const path of folders) chmodAbove(path, folder)
  // What lies deepest first: laying a file changes the time of its folder.
  for (const path of below.sort().reverse()) {
    lutimesSync(join(folder, path), dateSeconds, dateSeconds)
  }
  lutimesSync(folder, dateSeconds, dateSeconds)
}

function lay(path: string, entry: Entry): void {
  mkdirSync(dirname(path), { recursive: true })
  if ('linkTo' in entry) {
    symlinkSync(entry.linkTo, path)
    return
  }
  if ('isFolder' in entry) mkdirSync(path, { recursive: true })
  else if ('text' in entry) writeFileSync(path, entry.text)
  else copyFileSync(entry.from, path)
  chmodSync(path, entry.mode)
}

/** Whatever the umask of who builds is. */
function chmodAbove(path: string, root: string): void {
  chmodSync(path, 0o755)
  if (path !== root) chmodAbove(dirname(path), root)
}

/** All files below a folder as entries below another, read-only for all but root. */
export function entriesBelow(
  from: string,
  to: string,
  isWanted: (path: string) => boolean = () => true,
): Entry[] {
  return readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => isWanted(path.slice(from.length + 1)))
    .sort()
    .map((path) => ({ path: join(to, path.slice(from.length + 1)), mode: 0o644, from: path }))
}

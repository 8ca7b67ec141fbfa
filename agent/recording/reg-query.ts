import type { RegistryKey, RegistryValue } from '../windows-system.ts'

type FoundKey = { readonly path: string; readonly key: RegistryKey | null }
type Draft = { readonly path: string; values: Record<string, RegistryValue> }

const root = /^(?:HKEY_LOCAL_MACHINE|HKLM)\\/i
/** `    Name    REG_SZ    value`: four spaces part the three; a name may hold single spaces, a value anything. */
const valueLine = /^ {4}(.+?) {4}(REG_[A-Z_0-9]+)(?: {4}(.*))?$/

/**
 * The keys in what `reg query HKLM\path` or `reg query HKLM\path /s` prints. `of` is the path, and `/s` where it was
 * asked for: without it the keys below are only named, and nothing is known of what stands in them.
 * A text without any key (`ERROR: The system was unable to find…`) says that the key is not there.
 * Source: Microsoft, "reg query"; multi strings are parted by `\0`. Null: no output of that form.
 */
export function registryKeysOf(of: readonly string[], text: string): FoundKey[] | null {
  const [asked, ...flags] = of
  if (asked === undefined) return null
  const path = asked.replace(root, '').replace(/\\+$/, '')
  const drafts = draftsIn(text)
  if (drafts === null) return null
  if (drafts.length === 0) return [{ path, key: null }]
  const isRecursive = flags.some((flag) => flag.toLowerCase() === '/s')
  const first = drafts.find((each) => isSame(each.path, path)) ?? { path, values: {} }
  const kept = isRecursive ? [first, ...drafts.filter((each) => each !== first)] : [first]
  return kept.map((each) => ({
    path: isSame(each.path, path) ? path : each.path,
    key: { values: each.values, subkeys: namesBelow(each.path, drafts) },
  }))
}

function draftsIn(text: string): Draft[] | null {
  const drafts: Draft[] = []
  for (const line of text.split(/\r?\n/)) {
    if (root.test(line)) drafts.push({ path: line.trim().replace(root, ''), values: {} })
    else if (/^ {4}\S/.test(line)) {
      const [, name, type, value = ''] = valueLine.exec(line) ?? []
      const draft = drafts.at(-1)
      if (name === undefined || type === undefined || !draft) return null
      draft.values[isUnnamed(name) ? '' : name] = valueOf(type, value)
    }
  }
  return drafts
}

/** The unnamed value is called so in the language of Windows, always in brackets. */
function isUnnamed(name: string): boolean {
  return /^\(.*\)$/.test(name)
}

function valueOf(type: string, value: string): RegistryValue {
  if (type === 'REG_DWORD' || type === 'REG_QWORD') return { type: 'number', value: Number(value) }
  if (type === 'REG_MULTI_SZ') {
    return { type: 'strings', value: value.split('\\0').filter((each) => each !== '') }
  }
  if (type === 'REG_SZ' || type === 'REG_EXPAND_SZ') return { type: 'string', value }
  return { type: 'binary', value: value.toLowerCase() }
}

function namesBelow(path: string, drafts: readonly Draft[]): string[] {
  const above = `${path.toLowerCase()}\\`
  const below = drafts.filter((each) => each.path.toLowerCase().startsWith(above))
  return [
    ...new Set(below.map((each) => each.path.slice(above.length).split('\\')[0] ?? '')),
  ].sort()
}

function isSame(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase()
}

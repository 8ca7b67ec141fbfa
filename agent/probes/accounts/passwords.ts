import type { Facts } from '#protocol/facts/registry.ts'

type Account = Facts<'accounts'>['accounts'][number]
export type PasswordState = Exclude<Account['password'], { state: 'unknown' }>

/**
 * Tag between the first two dollar signs of a hash, and the scheme it stands for. Source: crypt(5).
 */
const schemeOfTag: Readonly<Record<string, string>> = {
  y: 'yescrypt',
  gy: 'gost-yescrypt',
  '7': 'scrypt',
  '6': 'sha512',
  '5': 'sha256',
  '2': 'bcrypt',
  '2a': 'bcrypt',
  '2b': 'bcrypt',
  '2x': 'bcrypt',
  '2y': 'bcrypt',
  md5: 'sunmd5',
  sha1: 'sha1',
  '1': 'md5',
  '3': 'nt',
  // Not of crypt(5): how a redacted recording writes the two schemes that have no tag.
  des: 'des',
  bsdi: 'bsdi',
}

/** What a password field of /etc/shadow says, without ever keeping the hash. */
export function readPasswordField(field: string): {
  password: PasswordState
  scheme: string | null
} {
  if (field === '') return { password: 'empty', scheme: null }
  const isLocked = /^[!*]/.test(field)
  const scheme = schemeOf(field.replace(/^[!*]+/, ''))
  if (scheme === null) return { password: 'none', scheme: null }
  return { password: isLocked ? 'locked' : 'set', scheme }
}

/**
 * The same field with nothing left of the hash but its scheme: readPasswordField() answers alike
 * for both.
 */
export function redactPasswordField(field: string): string {
  const mark = /^[!*]*/.exec(field)?.[0] ?? ''
  const hash = field.slice(mark.length)
  const tag = tagOf(hash)
  return tag === null ? mark || (hash === '' ? '' : '*') : `${mark}$${tag}$<redacted>`
}

function schemeOf(hash: string): string | null {
  const tag = tagOf(hash)
  if (tag === null) return null
  return schemeOfTag[tag] ?? 'other'
}

function tagOf(hash: string): string | null {
  const tagged = /^\$([0-9a-z]{1,10})[$,]/i.exec(hash)
  if (tagged?.[1] !== undefined) return tagged[1]
  if (/^[./0-9A-Za-z]{13}$/.test(hash)) return 'des'
  if (/^_[./0-9A-Za-z]{19}$/.test(hash)) return 'bsdi'
  return null
}

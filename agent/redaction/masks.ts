import { vendorNames } from '../probes/accounts/vendor-names.ts'
import { hiddenName } from '../probes/accounts/people.ts'
import { maskAddress, maskMac, type Keyed } from './addresses.ts'
import { isCommonWord } from './common-words.ts'

/** What stands in a recording instead of what could tell who or where a machine is. Same input, same output. */
export type Masks = {
  /** Accounts of people; those of the system and of vendors stay. */
  person(name: string): string
  host(name: string): string
  serial(value: string): string
  guid(value: string): string
  mac(value: string): string
  address(value: string): string
  /** The name of an account, `DOMAIN\name` or `name@domain`. */
  account(value: string): string
  /** A server: a URL, an address or a name, with a port or without. */
  server(value: string): string
  /** Any text: what is known of this machine, and what looks like a SID, a key, an e-mail or a path of a person. */
  text(value: string): string
}

/** What is known of a machine before anything of it is written down. */
export type Identities = {
  readonly people: readonly string[]
  readonly hosts: readonly string[]
  readonly serials: readonly string[]
  readonly macs: readonly string[]
  readonly addresses: readonly string[]
}

/** Whole accounts of Windows and folders of its profiles that are nobody's. */
const nobodys =
  /^(administrator|guest|defaultaccount|wdagutilityaccount|krbtgt|system|network service|local service|localservice|networkservice|systemprofile|public|default|default user|all users|defaultuser\d*|-|)$/i

export function masksFor(known: Identities, keyed: Keyed): Masks {
  const isNobodys = (name: string) => nobodys.test(name) || vendorNames.has(name.toLowerCase())
  const person = (name: string) => (isNobodys(name) ? name : hiddenName(name, keyed))
  const host = (name: string) => {
    const isNone = name === '' || /^(localhost|workgroup|host-[0-9a-f]{12})$/i.test(name)
    return isNone ? name : `host-${keyed(`host ${name.toLowerCase()}`)}`
  }
  const serial = (value: string) =>
    isPlaceholder(value) ? value : `serial-${keyed(`serial ${value.trim()}`)}`
  const guid = (value: string) => maskGuid(value, keyed)
  const mac = (value: string) => maskMac(value, keyed)
  const address = (value: string) => maskAddress(value, keyed)
  const terms = termsOf(known, { person, host, serial, mac, address })
  const text = (value: string) => maskPatterns(terms(value), { person, keyed })
  const account = (value: string) => maskAccount(value, person, host)
  const server = (value: string) => maskServer(value, host, address)
  return { person, host, serial, guid, mac, address, account, server, text }
}

/** What makers leave in a field that nobody filled; it names no machine. */
function isPlaceholder(value: string): boolean {
  return (
    /^\W*$/.test(value) ||
    /^(to be filled|default string|system (serial|asset)|not |none|n\/a|unknown|o\.?e\.?m|no asset|asset tag|0123456789|0+$|serial-[0-9a-f]{12}$)/i.test(
      value.trim(),
    )
  )
}

function maskGuid(value: string, keyed: Keyed): string {
  if (value === '') return value
  const digits = keyed(`guid ${value.toLowerCase().replaceAll(/[{}]/g, '')}`)
  const masked = `00000000-0000-4000-8000-${digits}`
  return value.startsWith('{') ? `{${masked}}` : masked
}

type Mask = (value: string) => string

function maskAccount(value: string, person: Mask, host: Mask): string {
  const [, domain, name] = /^([^\\]+)\\(.*)$/.exec(value) ?? []
  if (domain === undefined || name === undefined) return person(value)
  const isOfWindows = /^(nt authority|nt service|builtin|\.|workgroup)$/i.test(domain)
  return `${isOfWindows ? domain : host(domain)}\\${person(name)}`
}

function maskServer(value: string, host: Mask, address: Mask): string {
  const [, before = '', name = '', after = ''] =
    /^((?:[a-z][\w+.-]*:\/\/)?(?:[^/@]*@)?)(\[[^\]]*\]|[^:/,;\s]*)(.*)$/is.exec(value.trim()) ?? []
  const scheme = /^[a-z][\w+.-]*:\/\//i.exec(before)?.[0] ?? ''
  const port = /^:\d+/.exec(after)?.[0] ?? ''
  const bare = name.replaceAll(/[[\]]/g, '')
  const masked = address(bare)
  return `${scheme}${masked === bare && !/^[\d.]+$|:/.test(bare) ? host(bare) : masked}${port}`
}

/** Replaces whatever is known of the machine, wherever it stands; longest first. */
function termsOf(
  known: Identities,
  mask: Pick<Masks, 'person' | 'host' | 'serial' | 'mac' | 'address'>,
): Mask {
  const shown = new Map<string, string>()
  const learn = (values: readonly string[], by: Mask) => {
    for (const value of values) {
      const key = value.trim().toLowerCase()
      if (key.length >= 4 && !isCommonWord(key) && by(value) !== value) shown.set(key, by(value))
    }
  }
  learn(known.addresses, mask.address)
  learn(known.macs, mask.mac)
  learn(
    known.macs.map((mac) => mac.replaceAll(':', '-')),
    mask.mac,
  )
  learn(known.serials, mask.serial)
  learn(known.hosts, mask.host)
  learn(known.people, mask.person)
  if (shown.size === 0) return (value) => value
  const words = [...shown.keys()].sort((left, right) => right.length - left.length)
  const pattern = new RegExp(words.map(asPattern).join('|'), 'giu')
  return (value) => value.replaceAll(pattern, (found) => shown.get(found.toLowerCase()) ?? found)
}

/** A short word must stand alone; a long one counts inside others too, as in `nguyenvana-tool.exe`. */
function asPattern(word: string): string {
  const escaped = RegExp.escape(word)
  const isLong = word.length >= 6 && !/^[\d.:]+$/.test(word)
  return isLong ? escaped : `(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`
}

const unitSuffix = /\.(service|socket|target|timer|mount|path|slice|scope|device|conf|local)$/i

function maskPatterns(value: string, by: { person: Mask; keyed: Keyed }): string {
  return value
    .replaceAll(/S-1-(5-21|12-1)((?:-\d+){3,4})(?!\d)/g, (found) => maskSid(found, by.keyed))
    .replaceAll(/\b[A-Z0-9]{5}(?:-[A-Z0-9]{5}){4}\b/gi, 'XXXXX-XXXXX-XXXXX-XXXXX-XXXXX')
    .replaceAll(/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, (found) =>
      unitSuffix.test(found) ? found : `mail-${by.keyed(`mail ${found.toLowerCase()}`)}`,
    )
    .replaceAll(
      /([\\/](?:users|documents and settings)[\\/]|\/home\/)([^\\/:*?"<>|\r\n]+)/gi,
      (_found, before: string, name: string) => `${before}${by.person(name)}`,
    )
}

/** The part that names the machine or the domain is replaced; the RID, which says what the account is, stays. */
function maskSid(sid: string, keyed: Keyed): string {
  const [, kind = '', numbers = ''] = /^S-1-(5-21|12-1)((?:-\d+)+)$/.exec(sid) ?? []
  const parts = numbers.split('-').slice(1)
  const rid = parts.length > 3 ? parts.at(-1) : undefined
  const digits = keyed(`sid ${parts.slice(0, 3).join('-')}`)
  const masked = (digits.match(/.{4}/g) ?? []).map((each) => Number.parseInt(each, 16))
  return ['S-1', kind, ...masked, ...(rid === undefined ? [] : [rid])].join('-')
}

/**
 * Compares two versions as dpkg does: negative where the left one is older.
 * Source: deb-version(7); `~` sorts before the end of the text, letters before all other
 * characters.
 */
export function compareDebianVersions(left: string, right: string): number {
  if (left === right) return 0
  const [here, there] = [split(left), split(right)]
  if (here.epoch !== there.epoch) return here.epoch - there.epoch
  return compareParts(here.upstream, there.upstream) || compareParts(here.revision, there.revision)
}

function split(version: string): { epoch: number; upstream: string; revision: string } {
  const colon = version.indexOf(':')
  const epoch = colon < 0 ? 0 : Number(version.slice(0, colon))
  const rest = version.slice(colon + 1)
  const dash = rest.lastIndexOf('-')
  if (dash < 0) return { epoch, upstream: rest, revision: '' }
  return { epoch, upstream: rest.slice(0, dash), revision: rest.slice(dash + 1) }
}

/**
 * Alternates runs of non-digits, compared by weight, and of digits, compared as numbers of any
 * length.
 */
function compareParts(left: string, right: string): number {
  let [at, to] = [0, 0]
  while (at < left.length || to < right.length) {
    while (isOther(left, at) || isOther(right, to)) {
      const difference = weight(left, at) - weight(right, to)
      if (difference !== 0) return difference
      at += 1
      to += 1
    }
    const [digits, others] = [digitsAt(left, at), digitsAt(right, to)]
    at += digits.length
    to += others.length
    const [number, other] = [digits.replace(/^0+/, ''), others.replace(/^0+/, '')]
    if (number.length !== other.length) return number.length - other.length
    if (number !== other) return number < other ? -1 : 1
  }
  return 0
}

function isOther(part: string, index: number): boolean {
  return index < part.length && !isDigit(part.charCodeAt(index))
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function digitsAt(part: string, from: number): string {
  let end = from
  while (end < part.length && isDigit(part.charCodeAt(end))) end += 1
  return part.slice(from, end)
}

function weight(part: string, index: number): number {
  if (index >= part.length) return 0
  const code = part.charCodeAt(index)
  if (isDigit(code)) return 0
  if (part[index] === '~') return -1
  return /[A-Za-z]/.test(part.charAt(index)) ? code : code + 256
}

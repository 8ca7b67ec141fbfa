import type { Digest, HostId } from '#protocol/values.ts'

/** What is remembered of a host by which it can be told from another machine with the same key. */
export type RememberedHost = {
  readonly id: HostId
  readonly session: number
  /** SHA-256 of the ticket that it showed last, and of the one that it was given last. */
  readonly ticketShown: Digest | null
  readonly ticketIssued: Digest | null
  readonly hardwareSigns: readonly string[]
  /** The database was restored and the host has not come since: the ticket it holds may be newer than those known. */
  readonly isAwaited: boolean
}

/** What a machine that has proved the key shows beside it. */
export type Shown = Pick<RememberedHost, 'session' | 'hardwareSigns'> & {
  readonly ticket: Digest | null
}

/** Which machine it is. */
export type Recognition =
  /** The chain of tickets holds. */
  | { readonly kind: 'same'; readonly hostId: HostId }
  /** A ticket that was given after the backup from which the database was restored; excused once. */
  | { readonly kind: 'awaited'; readonly hostId: HostId }
  /** An old ticket on the same hardware: either side was restored from a backup. */
  | { readonly kind: 'restored'; readonly hostId: HostId }
  /** An old ticket and nothing to compare: taken as this host, and shown as doubtful. */
  | { readonly kind: 'cannot-tell'; readonly hostId: HostId }
  /** An old ticket on hardware that none of the hosts with this key has. */
  | { readonly kind: 'other-hardware' }

/**
 * Tells which of the hosts with one key a machine is; `hosts` has at least one, the first owner of the key first.
 * A ticket is good until its successor is shown, so an answer that was lost cuts nobody off. Two copies of one
 * disk cannot both keep the chain: the second to come shows an old ticket, even when they never meet.
 * A session that does not grow breaks the chain like an old ticket.
 *
 * After a restore each host may come once with a ticket that is not known, where its session grew and its hardware is
 * the same. Of two copies the first to come uses that up, so the second is found out as ever.
 */
export function recognise(hosts: readonly RememberedHost[], shown: Shown): Recognition {
  const growing = hosts.filter(({ session }) => shown.session > session)
  const holder = growing.find(
    ({ ticketIssued }) => shown.ticket !== null && ticketIssued === shown.ticket,
  )
  if (holder) return { kind: 'same', hostId: holder.id }
  const retrying = growing.find(
    (host) => host.ticketShown === shown.ticket && compareHardware(host, shown) !== 'different',
  )
  if (retrying) return { kind: 'same', hostId: retrying.id }

  const awaited = growing.find((host) => host.isAwaited && isNoOther(host, shown))
  if (awaited) return { kind: 'awaited', hostId: awaited.id }

  const alike = hosts.find((host) => compareHardware(host, shown) === 'alike')
  if (alike) return { kind: 'restored', hostId: alike.id }
  const blank = hosts.find((host) => compareHardware(host, shown) === 'unknown')
  if (blank) return { kind: 'cannot-tell', hostId: blank.id }
  return { kind: 'other-hardware' }
}

/** Alike, or as blank as it was: signs that were there and are not now excuse nothing. */
function isNoOther(host: Pick<Shown, 'hardwareSigns'>, shown: Pick<Shown, 'hardwareSigns'>) {
  const isBlank = host.hardwareSigns.length === 0 && shown.hardwareSigns.length === 0
  return isBlank || compareHardware(host, shown) === 'alike'
}

/** One sign in common is enough: parts are swapped one at a time. */
function compareHardware(
  host: Pick<Shown, 'hardwareSigns'>,
  shown: Pick<Shown, 'hardwareSigns'>,
): 'alike' | 'different' | 'unknown' {
  if (host.hardwareSigns.length === 0 || shown.hardwareSigns.length === 0) return 'unknown'
  return shown.hardwareSigns.some((sign) => host.hardwareSigns.includes(sign))
    ? 'alike'
    : 'different'
}

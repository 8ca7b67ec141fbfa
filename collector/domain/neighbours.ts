import {
  neighbourKinds,
  neighbourStandings,
  type DeclaredEntry,
  type NeighbourKind,
  type NeighbourStanding,
} from '#protocol/neighbours.ts'
import type { DeviceKind } from '#protocol/register.ts'
import type { EpochMs } from '#protocol/values.ts'
import { foldForSearch } from './fold.ts'

/** A device as machines of an agency have seen it, with the newest decision about it. */
export type SeenNeighbour = {
  readonly agencyId: string
  readonly mac: string
  readonly address: string
  readonly isGateway: boolean
  readonly vendor: string | null
  readonly firstMs: EpochMs
  readonly lastMs: EpochMs
  /** By how many machines. */
  readonly seenBy: number
  readonly revision: number
  readonly ignored: { readonly reason: string; readonly by: string; readonly atMs: EpochMs } | null
}

/** Whom a MAC belongs to. */
export type KnownMacs = {
  readonly hosts: ReadonlyMap<string, string>
  /** Entries of the register that name it, by agency and MAC, see `macOf`. */
  readonly entries: ReadonlyMap<string, KnownEntry>
}

export type KnownEntry = DeclaredEntry & { readonly is: NeighbourKind }

export const macOf = (agencyId: string, mac: string) => `${agencyId} ${mac}`

export type StandingNeighbour = SeenNeighbour & {
  readonly standing: NeighbourStanding
  readonly kind: NeighbourKind
  /** It is known to be of this kind; else it may be. */
  readonly isKindSure: boolean
  readonly hostId: string | null
  readonly entry: DeclaredEntry | null
}

/** What a device that was declared stands as among those that were seen. */
export function kindOfDevice(kind: DeviceKind): NeighbourKind {
  switch (kind) {
    case 'camera':
    case 'router':
    case 'printer':
    case 'nas':
      return kind
    case 'modem':
      return 'router'
    case 'switch':
    case 'access-point':
    case 'firewall':
    case 'other':
      return 'other'
  }
}

/**
 * Words in the name of a maker that makes little else, in the order of the asking. A maker of many things says nothing:
 * Huawei, TP-Link and Cisco make cameras, phones and switches too, so theirs is a router where it is the gateway.
 * Source: names as the IEEE registry has them (package oui-data 2.1.9).
 */
const makers: readonly (readonly [NeighbourKind, RegExp])[] = [
  [
    'camera',
    /hikvision|dahua|uniview|ezviz|tiandy|kbvision|vivotek|axis communications|hanwha|milesight|reolink|vantech/,
  ],
  [
    'printer',
    /brother industries|canon inc|seiko epson|ricoh|kyocera|lexmark|konica minolta|xerox|oki electric|fuji ?film business/,
  ],
  ['nas', /synology|qnap|asustor|terramaster/],
  [
    'router',
    /mikrotik|routerboard|draytek|ruijie|vnpt technology|viettel|cambridge industries|zioncom|totolink|tenda|netgear|zyxel|fortinet|sonicwall|sophos|h3c/,
  ],
  [
    'computer',
    /dell inc|lenovo|lcfc|wistron|quanta computer|compal|pegatron|micro-star|giga-byte|elitegroup|intel corporate|fujitsu|super micro|hp inc|apple/,
  ],
]

/** What a device may be; a guess from its maker, and from being the way out of the network. */
export function guessKind({
  vendor,
  isGateway,
}: Pick<SeenNeighbour, 'vendor' | 'isGateway'>): NeighbourKind {
  if (isGateway) return 'router'
  const name = foldForSearch(vendor ?? '')
  return makers.find(([, pattern]) => pattern.test(name))?.[0] ?? 'unknown'
}

const nobody = { is: null } as const

/** What each device is to the register and to the agents; several cards of one host stand as its newest. */
export function standingNeighbours(
  seen: readonly SeenNeighbour[],
  known: KnownMacs,
): StandingNeighbour[] {
  const all = seen.map((one): StandingNeighbour => {
    const hostId = known.hosts.get(one.mac) ?? null
    const { is: declaredAs, ...entry } = known.entries.get(macOf(one.agencyId, one.mac)) ?? nobody
    const sure = hostId === null ? declaredAs : 'computer'
    const found = { hostId, entry: 'entryId' in entry ? entry : null }
    return {
      ...one,
      ...found,
      kind: sure ?? guessKind(one),
      isKindSure: sure !== null || one.isGateway,
      standing: standingOf(one, found),
    }
  })
  const byHost = new Map<string, StandingNeighbour>()
  for (const one of all) {
    const key = `${one.agencyId} ${one.hostId ?? one.mac}`
    const other = byHost.get(key)
    if (other === undefined || other.lastMs < one.lastMs) byHost.set(key, one)
  }
  return [...byHost.values()].sort(worstFirst)
}

function standingOf(
  { ignored }: SeenNeighbour,
  { hostId, entry }: Pick<StandingNeighbour, 'hostId' | 'entry'>,
): NeighbourStanding {
  if (hostId !== null) return 'enrolled'
  if (entry !== null) return 'registered'
  return ignored === null ? 'new' : 'ignored'
}

function worstFirst(left: StandingNeighbour, right: StandingNeighbour): number {
  return (
    neighbourStandings.indexOf(left.standing) - neighbourStandings.indexOf(right.standing) ||
    neighbourKinds.indexOf(left.kind) - neighbourKinds.indexOf(right.kind) ||
    right.lastMs - left.lastMs ||
    (macOf(left.agencyId, left.mac) < macOf(right.agencyId, right.mac) ? -1 : 1)
  )
}

import type { DeviceCheckCandidates } from '#protocol/device-check-views.ts'
import { deviceCheckLimits, isPrivate, type CheckedDevice } from '#protocol/device-checks.ts'
import { isWithinNetworks } from '#protocol/networks.ts'
import { isDay } from '../../typed-day.ts'

/** How a device is to be asked. */
export type Asked = Pick<CheckedDevice, 'protocol' | 'port'> & { readonly certificate: string }

/** What is typed into the form. */
export type CheckDraft = {
  readonly agencyId: string | null
  readonly hostId: string | null
  readonly subnet: string
  readonly document: string
  readonly approvedBy: string
  readonly untilDay: string
  readonly from: number
  readonly until: number
  readonly attemptsADay: number
  /** By the id of the entry. */
  readonly asked: Readonly<Record<string, Asked>>
}

export const emptyDraft: CheckDraft = {
  agencyId: null,
  hostId: null,
  subnet: '',
  document: '',
  approvedBy: '',
  untilDay: '',
  from: 8 * 60,
  until: 17 * 60,
  attemptsADay: 1,
  asked: {},
}

/** Where a service of this protocol usually listens. */
export const usualPorts = {
  http: 80,
  https: 443,
  rtsp: 554,
  ssh: 22,
  'snmp-v1': 161,
  'snmp-v2c': 161,
  telnet: 23,
  ftp: 21,
} as const satisfies Record<CheckedDevice['protocol'], number>

/** The /24 of an address; most LANs of an agency are one. Empty for what has no private address. */
export function usualSubnet(address: string | null): string {
  if (address === null || !isPrivate(address)) return ''
  return `${address.split('.').slice(0, 3).join('.')}.0/24`
}

/** True for a private network that is narrow enough. */
export function isFitSubnet(subnet: string): boolean {
  const [, address = '', prefix = ''] =
    /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d{1,2})$/.exec(subnet.trim()) ?? []
  const isNarrow = Number(prefix) >= deviceCheckLimits.subnetPrefixMin && Number(prefix) <= 32
  const isAddress = address.split('.').every((part) => Number(part) <= 255)
  return address !== '' && isAddress && isNarrow && isPrivate(address)
}

/** True where a device lies in the subnet, or the subnet is none yet. */
export const isInside = (address: string, subnet: string): boolean =>
  !isFitSubnet(subnet) || isWithinNetworks(address, [subnet.trim()])

const fingerprint = /^[0-9a-f]{64}$/

/** A fingerprint as certificate viewers show it, without its colons. */
const certificateOf = (typed: string): string => typed.replaceAll(/[:\s]/g, '').toLowerCase()

/** True where a device is asked as its protocol wants it. */
export const isWhole = ({ protocol, certificate }: Asked): boolean =>
  protocol !== 'https' || fingerprint.test(certificateOf(certificate))

/** The draft as it is sent; null: something is missing or wrong. */
export function draftBody(draft: CheckDraft, devices: DeviceCheckCandidates['devices']) {
  const { agencyId, hostId, document, approvedBy, subnet, untilDay, from, until } = draft
  const named = devices.filter(({ entryId }) => draft.asked[entryId] !== undefined)
  const isFilled = document.trim() !== '' && approvedBy.trim() !== '' && isDay(untilDay)
  if (agencyId === null || hostId === null || !isFilled || from >= until) return null
  if (!isFitSubnet(subnet) || named.length > deviceCheckLimits.devicesMax) return null
  if (!named.every(({ address }) => isInside(address, subnet))) return null
  if (!Object.values(draft.asked).every(isWhole)) return null
  return {
    agencyId,
    hostId,
    document: document.trim(),
    approvedBy: approvedBy.trim(),
    subnet: subnet.trim(),
    untilDay,
    window: { from, until },
    attemptsADay: draft.attemptsADay,
    devices: named.flatMap(({ entryId }) => {
      const asked = draft.asked[entryId]
      return asked ? [{ entryId, ...asked, certificate: certificateSent(asked) }] : []
    }),
  }
}

const certificateSent = ({ protocol, certificate }: Asked) =>
  protocol === 'https' ? certificateOf(certificate) : null

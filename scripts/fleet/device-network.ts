import type { Facts } from '#protocol/facts/registry.ts'
import type { DeviceKind } from '#protocol/register.ts'
import { subnetOf, type SampleAgency } from './province.ts'
import { seededRandom, type Random } from './random.ts'

/** A device that stands in an agency, whether or not anybody has declared it. */
export type SampleDevice = {
  readonly number: number
  readonly kind: DeviceKind
  readonly vendor: string
  readonly model: string
  readonly place: string
  readonly address: string
  readonly mac: string
  readonly isInUse: boolean
  readonly isDeclared: boolean
}

/** Models that offices have, with the blocks of MACs of their makers. Source: IEEE, MA-L. */
const models: readonly (readonly [DeviceKind, string, string, string, string])[] = [
  ['camera', 'Hikvision', 'DS-2CD1023G0E-I', 'c0:56:e3', 'Cổng trụ sở'],
  ['camera', 'Dahua', 'IPC-HFW1230S', '3c:ef:8c', 'Hành lang tầng 1'],
  ['router', 'DrayTek', 'Vigor2925', '00:1d:aa', 'Phòng máy chủ'],
  ['access-point', 'TP-Link', 'EAP225', '50:c7:bf', 'Phòng họp'],
  ['switch', 'Cisco', 'SG350-28', '00:1e:bd', 'Phòng máy chủ'],
  ['printer', 'HP', 'LaserJet Pro M404dn', '3c:d9:2b', 'Văn phòng'],
  ['nas', 'Synology', 'DS220+', '00:11:32', 'Phòng máy chủ'],
]

/** The network in which an agency's devices stand, in CIDR form. */
export const deviceNetworkOf = (agency: SampleAgency) => `192.168.${subnetOf(agency)}.0/24`

/** The devices of an agency; which of them it declares follows from its name, so that its machines see the others. */
export function devicesOf(agency: SampleAgency): readonly SampleDevice[] {
  const random = seededRandom(subnetOf(agency))
  return models.map(([kind, vendor, model, block, place], index) => ({
    number: index + 1,
    kind,
    vendor,
    model,
    place,
    address: addressAt(agency, 10 + index),
    mac: macOf(block, random),
    isInUse: random.chance(0.9),
    isDeclared: random.chance(0.7),
  }))
}

/** What a machine in that network knows of it: all that is in use, and one computer that runs no agent. */
export function neighboursIn(agency: SampleAgency): Facts<'neighbours'> {
  const random = seededRandom(subnetOf(agency) * 7919)
  const devices = devicesOf(agency)
    .filter(({ isInUse }) => isInUse)
    .map(({ mac, address, kind }) => ({ mac, address, isGateway: kind === 'router' }))
  const computer = {
    mac: macOf('a4:bb:6d', random),
    address: addressAt(agency, 100),
    isGateway: false,
  }
  const neighbours = [...devices, computer].sort((a, b) => (a.mac < b.mac ? -1 : 1))
  return { networks: [deviceNetworkOf(agency)], neighbours, total: neighbours.length }
}

const addressAt = (agency: SampleAgency, last: number) => `192.168.${subnetOf(agency)}.${last}`

const macOf = (block: string, random: Random) =>
  [block, random.hex(2), random.hex(2), random.hex(2)].join(':')

import type { KindedBody } from '#domain/register.ts'
import type { DeviceKind } from '#protocol/register.ts'
import type { SampleAgency } from './province.ts'
import type { Random } from './random.ts'

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

/** The devices of an agency's first LAN, most of them in use. Nobody has reviewed any. */
export function deviceDeclarations(agency: SampleAgency, random: Random): KindedBody[] {
  const net = random.between(0, 255)
  return models.flatMap(([kind, vendor, model, block, place], index): KindedBody[] => {
    if (!random.chance(0.7)) return []
    const isInUse = random.chance(0.9)
    return [
      {
        kind: 'device',
        body: {
          code: `TB-${agency.code}-${index + 1}`,
          kind,
          vendor,
          model,
          address: `192.168.${net}.${10 + index}`,
          mac: `${block}:${pair(random)}:${pair(random)}:${pair(random)}`,
          place,
          owner: null,
          state: isInUse ? 'in-use' : 'in-store',
          stateReason: isInUse ? null : 'Dự phòng',
        },
      },
    ]
  })
}

const pair = (random: Random) => random.between(0, 255).toString(16).padStart(2, '0')

import type { KindedBody } from '#domain/register.ts'
import { devicesOf } from './device-network.ts'
import type { SampleAgency } from './province.ts'

/** The devices that an agency declares, most of them in use. */
export function deviceDeclarations(agency: SampleAgency): KindedBody[] {
  return devicesOf(agency)
    .filter(({ isDeclared }) => isDeclared)
    .map(({ number, kind, vendor, model, address, mac, place, isInUse }) => ({
      kind: 'device',
      body: {
        code: `TB-${agency.code}-${number}`,
        kind,
        vendor,
        model,
        address,
        mac,
        place,
        owner: null,
        state: isInUse ? 'in-use' : 'in-store',
        stateReason: isInUse ? null : 'Dự phòng',
      },
    }))
}

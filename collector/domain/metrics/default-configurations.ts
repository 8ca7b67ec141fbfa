import { fraction } from '../fraction.ts'
import { addMeasurement, emptyMeasurement } from '../measure.ts'
import type { InputDevice, Offender } from '../measure-input.ts'
import { exactAmount, figureOf, type AmountMetric } from './metric.ts'

const control = 'no-default-credentials'

/**
 * "tuyệt đối không sử dụng cấu hình mặc định": machines that were found on a default, and devices in use that were
 * refused or seen on the password of the factory. The worst case adds every machine that could not be looked at and
 * every device in use that is not cleared. Where an agency declares more such devices by their number than its list
 * shows, the number stands. An agency that has declared neither can be proven to break the rule, never to keep it.
 */
export const defaultConfigurations: AmountMetric = {
  subject: 'amount',
  unit: 'devices',
  kind: 'count',
  collection: 'mixed',
  control,
  amountOf(agency, { classes, figure }) {
    const counts = classes
      .map((one) => agency.counts[one][control])
      .reduce(addMeasurement, emptyMeasurement)
    const said = figureOf(agency, figure)
    const devices = agency.devices ?? []
    const broken = devices.filter(isBroken)
    const open = devices.filter((one) => !isBroken(one) && one.standing !== 'cleared').length
    const unnamed = Math.max(0, (said?.numerator ?? 0) - broken.length)
    const found = counts.unmet + broken.length + unnamed
    const unknown = counts.unknown + open
    return exactAmount(0, 1, {
      worst: fraction(found + unknown, 1),
      best: fraction(found, 1),
      counts: {
        ...counts,
        met: counts.met + devices.length - broken.length - open,
        unmet: found,
        unknown,
      },
      isPartial: said === null && agency.devices === null,
      declared: said && { numerator: said.numerator, denominator: 1 },
      offenders: [
        ...(agency.offenders[control] ?? []),
        ...broken.map(({ entryId, code }) => device(entryId, code, 1)),
        ...(unnamed === 0 ? [] : [device(null, null, unnamed)]),
      ],
    })
  },
}

const isBroken = ({ standing, isOnDefault }: InputDevice) => standing === 'refused' || isOnDefault

const device = (id: string | null, name: string | null, count: number): Offender => ({
  kind: 'device',
  id,
  name,
  count,
})

import { fraction } from '../fraction.ts'
import { addMeasurement, emptyMeasurement } from '../measure.ts'
import { exactAmount, figureOf, type AmountMetric } from './metric.ts'

const control = 'no-default-credentials'

/**
 * "tuyệt đối không sử dụng cấu hình mặc định": machines that were found on a default, and the devices that the
 * agency declares to be. The worst case adds every machine that could not be looked at.
 * An agency that has not declared its devices can be proven to break the rule, never to keep it.
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
    const devices = said?.numerator ?? 0
    const found = counts.unmet + devices
    return exactAmount(0, 1, {
      worst: fraction(found + counts.unknown, 1),
      best: fraction(found, 1),
      counts: { ...counts, unmet: found },
      isPartial: said === null,
      declared: said && { numerator: devices, denominator: 1 },
      offenders: [
        ...(agency.offenders[control] ?? []),
        ...(devices === 0
          ? []
          : [{ kind: 'device' as const, id: null, name: null, count: devices }]),
      ],
    })
  },
}

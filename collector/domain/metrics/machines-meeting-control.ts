import type { ControlId } from '#protocol/controls.ts'
import { addMeasurement, emptyMeasurement } from '../measure.ts'
import { amountOfCounts, declaredShare, type AmountMetric } from './metric.ts'

/**
 * The share of machines that meet a control, over every machine that the agency has: those that never enrolled, are
 * silent or could not be looked at are unknown.
 */
export function machinesMeeting(control: ControlId): AmountMetric {
  return {
    subject: 'amount',
    unit: 'machines',
    kind: 'share',
    collection: 'measured',
    control,
    amountOf(agency, look) {
      const counts = look.classes
        .map((one) => agency.counts[one][control])
        .reduce(addMeasurement, emptyMeasurement)
      return amountOfCounts(counts, {
        declared: declaredShare(agency, look.figure),
        isLowerBound: look.classes.some((one) => agency.denominators[one].isLowerBound),
      })
    },
  }
}

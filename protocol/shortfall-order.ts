import type { AgencyShortfallView } from './plan-views.ts'

/** LANs that an agency declared without a network firewall. */
export const lansMissing = ({ lansWithoutFirewall }: AgencyShortfallView): number =>
  lansWithoutFirewall ?? 0

/** Machines that have no licence or of which nobody knows, and seats that end soon. */
export const licencesMissing = (agency: AgencyShortfallView): number =>
  (agency.machinesWithoutLicence ?? 0) + agency.machinesUnknown + agency.seatsEndingSoon

/** The agencies that lack something, the most first. */
export const byMostMissing = (
  agencies: readonly AgencyShortfallView[],
  missingOf: (agency: AgencyShortfallView) => number,
): AgencyShortfallView[] =>
  agencies
    .filter((agency) => missingOf(agency) > 0)
    .toSorted((left, right) => missingOf(right) - missingOf(left))

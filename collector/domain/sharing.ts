import type { ControlId } from '#protocol/controls.ts'
import { canonicalJson } from '#protocol/delta.ts'
import { sharedState, type SharedState } from '#protocol/sharing.ts'
import { hostClasses, type Digest } from '#protocol/values.ts'
import type { Bilingual } from '#protocol/views.ts'
import { measureInputOf } from './frozen-input.ts'
import type { AgencyState } from './frozen.ts'
import { dayOf } from './register.ts'

/** What "protected" means here: a solution against malware that runs and is up to date. */
const protection: ControlId = 'protected'

/** Stands in every document: what it is not. */
const statement: Bilingual = {
  vi: 'Bản kết xuất trung lập, không theo và không tự nhận theo định dạng quốc gia nào, kể cả văn bản 2290/BTTTT-CATTT ngày 17/7/2018. Không có dữ liệu cá nhân, tên máy, tài khoản hay địa chỉ.',
  en: 'A neutral export: it follows no national format and claims none, 2290/BTTTT-CATTT of 17/7/2018 included. It holds no personal data, host names, accounts or addresses.',
}

export type ShareInput = {
  readonly province: { readonly id: string; readonly name: string }
  readonly period: string
  readonly snapshot: { readonly number: number; readonly hash: Digest; readonly cutOffMs: number }
  readonly agencies: readonly AgencyState[]
  /** Electronic identification codes by agency, as of the cut-off. */
  readonly codes: ReadonlyMap<string, string>
  /** Families of malware by agency; an agency that is absent was not looked at. */
  readonly detections: ReadonlyMap<string, SharedState['agencies'][number]['detections']>
}

/**
 * The document that is shared upward, as the canonical bytes that are signed. Only counts leave: the schema is
 * strict, so nothing that is not named there can.
 */
export function shareText(input: ShareInput): string {
  return canonicalJson(sharedState.parse(shareOf(input)))
}

function shareOf(input: ShareInput): SharedState {
  const { province, period, snapshot } = input
  const measured = measureInputOf(input.agencies, snapshot.cutOffMs)
  return {
    format: 'khien.malware-protection-state',
    version: 1,
    conformity: 'none',
    statement,
    province: { id: province.id, name: province.name },
    period,
    cutOffDay: dayOf(snapshot.cutOffMs),
    cutOffMs: snapshot.cutOffMs,
    snapshot: { number: snapshot.number, hash: snapshot.hash },
    // Bodies outside the plan are outside here too: what they have is theirs to report.
    agencies: measured.agencies
      .filter(({ exclusion }) => exclusion === null)
      .map((agency) => ({
        code: input.codes.get(agency.id) ?? null,
        name: agency.name,
        classes: hostClasses.map((one) => {
          const counts = agency.counts[one][protection]
          return {
            class: one,
            machines: counts.met + counts.unmet + counts.unknown,
            protected: counts.met,
            unprotected: counts.unmet,
            unknown: counts.unknown,
            notApplicable: counts.notApplicable,
            isLowerBound: agency.denominators[one].isLowerBound,
          }
        }),
        detections: input.detections.get(agency.id) ?? null,
      })),
  }
}

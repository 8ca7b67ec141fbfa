import { countedState, type AgencyState, type FrozenHost } from '#domain/frozen.ts'
import type { ReportInput } from '#domain/report-input.ts'
import type { ControlId } from '#protocol/controls.ts'
import { insideOf, type Scope } from './frozen.ts'
import { reasonOf } from './machines.ts'

/** What a check of a computer finds by itself, against "tuyệt đối không sử dụng cấu hình mặc định". */
const findingControls = [
  'no-default-credentials',
  'no-exposed-services',
] as const satisfies readonly ControlId[]

type Findings = Pick<ReportInput, 'findings' | 'hostFindings'>

/** Default passwords and exposed services of the hosts in use, and how many of the period before are gone. */
export function findingsOf(scope: Scope, previous: readonly AgencyState[] | null): Findings {
  const looks = insideOf(scope).flatMap(looksOf)
  if (!looks.some(({ state }) => state === 'met' || state === 'unmet')) {
    return { findings: null, hostFindings: [] }
  }
  const open = looks.filter(({ state }) => state === 'unmet')
  return {
    findings: { fixed: previous && fixedOf(previous, looks), open: open.length, overdue: null },
    hostFindings: open.map(({ agency, host, control }) => ({
      agencyName: agency.name,
      host: host.name,
      class: host.class,
      room: host.machine?.room ?? null,
      control,
      reason: reasonOf(scope, { agency, host, control }),
    })),
  }
}

type Look = {
  readonly agency: AgencyState
  readonly host: FrozenHost
  readonly control: ControlId
  readonly state: ReturnType<typeof countedState>
}

function looksOf(agency: AgencyState): Look[] {
  const { hosts, controls } = agency.part
  return hosts
    .filter(({ isCounted }) => isCounted)
    .flatMap((host) =>
      findingControls.map((control) => {
        const state = countedState(controls, host, control)
        return { agency, host, control, state }
      }),
    )
}

/** Found then and well now; what is unknown now is not said to be fixed. */
function fixedOf(previous: readonly AgencyState[], looks: readonly Look[]): number {
  const key = ({ host, control }: Pick<Look, 'host' | 'control'>) => `${host.id} ${control}`
  const well = new Set(looks.filter(({ state }) => state === 'met').map(key))
  return previous.flatMap(looksOf).filter((look) => look.state === 'unmet' && well.has(key(look)))
    .length
}

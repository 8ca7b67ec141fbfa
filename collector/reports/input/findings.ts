import { unnamedMachines } from '#domain/frozen-input.ts'
import { countedState, type AgencyState, type FrozenHost } from '#domain/frozen.ts'
import { dayOf } from '#domain/register.ts'
import type { ReportInput } from '#domain/report-input.ts'
import type { ControlId } from '#protocol/controls.ts'
import type { Day } from '#protocol/register.ts'
import { insideOf, type Scope } from './frozen.ts'
import { reasonOf } from './machines.ts'

/** What a check of a computer finds by itself, against "tuyệt đối không sử dụng cấu hình mặc định". */
const findingControls = [
  'no-default-credentials',
  'no-exposed-services',
] as const satisfies readonly ControlId[]

type Findings = Pick<ReportInput, 'findings' | 'hostFindings'>

/** The day by which a control of a machine is to be put right, as somebody decided. */
export type SetDay = {
  readonly hostId: string
  readonly controls: readonly string[]
  readonly dueDay: Day
}

type Beside = {
  /** The agencies of the period before; null: there is none. */
  readonly previous: readonly AgencyState[] | null
  readonly setDays: readonly SetDay[]
}

/** Default passwords and exposed services of the hosts in use, and how many of the period before are gone. */
export function findingsOf(scope: Scope, { previous, setDays }: Beside): Findings {
  const looks = insideOf(scope).flatMap(looksOf)
  if (!looks.some(({ state }) => state === 'met' || state === 'unmet')) {
    return { findings: null, hostFindings: [] }
  }
  const open = looks.filter(({ state }) => state === 'unmet')
  const fixed = previous && fixedOf(previous, looks)
  const overdue = overdueOf(open, { setDays, day: dayOf(scope.snapshot.cutOffMs) })
  return {
    findings: { fixed, open: open.length, overdue, unlooked: unlookedOf(scope, looks) },
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

/** Hosts of which an answer is missing, and machines that never enrolled: a finding may be on each of them. */
function unlookedOf(scope: Scope, looks: readonly Look[]): number {
  const hosts = new Set(looks.filter(({ state }) => state === 'unknown').map(({ host }) => host.id))
  return insideOf(scope).reduce(
    (sum, agency) => sum + agency.part.machines.length + unnamedMachines(agency),
    hosts.size,
  )
}

/** Open after the day that was set for them. Null: nobody has set one for any of what is open. */
function overdueOf(
  open: readonly Look[],
  { setDays, day }: { readonly setDays: readonly SetDay[]; readonly day: Day },
): number | null {
  const byHost = Map.groupBy(setDays, ({ hostId }) => hostId)
  const days = open.flatMap(({ host, control }) => {
    const set = (byHost.get(host.id) ?? []).filter(({ controls }) => controls.includes(control))
    return set.length === 0 ? [] : [set.map(({ dueDay }) => dueDay).toSorted()[0] ?? day]
  })
  if (open.length > 0 && days.length === 0) return null
  return days.filter((due) => due < day).length
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

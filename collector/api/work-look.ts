import { foldForSearch } from '#domain/fold.ts'
import { rankOf } from '#domain/judgement.ts'
import { dayOf } from '#domain/register.ts'
import type { Fault } from '#domain/remedies/faults.ts'
import { standingOf, type Presence, type Standing } from '#domain/remedies/standing.ts'
import { readers } from '#protocol/access.ts'
import { controlIds } from '#protocol/controls.ts'
import type { RemedyId } from '#protocol/remedies.ts'
import type { EpochMs, HostClass } from '#protocol/values.ts'
import type { WorkFilters } from '#protocol/work-routes.ts'
import type { WorkSubjectKind } from '#protocol/work.ts'
import { countedStates } from '#store/counted-state.ts'
import { chosenAgency, requireAgency, type Scope } from '#store/population.ts'
import type { User } from '#store/users.ts'
import { standingWork, workKey, type RecordedWork } from '#store/work/decisions.ts'
import type { WorkHost, WorkReader } from '#store/work/read-machines.ts'
import type { ApiDeps } from './call.ts'
import { momentOf } from './moment.ts'
import { countedRegisters } from './register-look.ts'
import { scopeUnder } from './scope-under.ts'

/** One item of the queue before its evidence is read. */
export type QueuedItem = {
  readonly kind: WorkSubjectKind
  readonly id: string
  readonly remedy: RemedyId
  readonly name: string
  readonly searchFolded: string
  readonly class: HostClass
  readonly agency: { readonly id: string; readonly name: string }
  readonly lastReceivedMs: EpochMs | null
  readonly isSilent: boolean
  /** Null: it is not to be done any more. */
  readonly fault: Fault | null
  readonly standing: Standing
  readonly recorded: RecordedWork | null
}

export type QueueLook = {
  readonly scope: Scope
  readonly asOfMs: EpochMs | null
  readonly shownMs: EpochMs
}

export type Queue = {
  readonly look: QueueLook
  /** Machines that were looked at. */
  readonly population: number
  /** Those that pass the filters, what presses most first. */
  readonly items: readonly QueuedItem[]
}

export type Asking = {
  readonly scope: Scope
  /** Who asks: whose `me` is, and whether they see the register. */
  readonly user: Pick<User, 'id' | 'role'>
  readonly filters: WorkFilters
  readonly remedy?: RemedyId
  /** These machines alone, of whatever agency. */
  readonly only?: readonly string[]
}

/** Reads the queue: what the verdicts ask for, joined with what people decided. */
export function createQueueReader(
  { store, now }: Pick<ApiDeps, 'store' | 'now'>,
  readWork: WorkReader,
): (asking: Asking) => Promise<Queue> {
  return async ({ scope, user, filters, remedy, only }) => {
    const { agency, under, asOf } = filters
    await requireAgency(store.reader, scope, agency)
    await requireAgency(store.reader, scope, under)
    const { asOfMs, shownMs } = momentOf(asOf, now)
    const within = await scopeUnder(store.reader, scope, { under, shownMs })
    const look = { scope: within, asOfMs, shownMs }
    const decisions = await standingWork(store.reader, { asOfMs, remedy })
    const choice = only ? 'every' : chosenAgency(agency)
    const hosts = await readWork(look, choice, only)
    const isWanted = (one: RemedyId) => remedy === undefined || one === remedy
    const doesInstall = isWanted('install-agent') && readers.some((role) => role === user.role)
    const missing = doesInstall ? await missingMachines(store, { ...look, agencyId: agency }) : []
    const machines = only ? missing.filter(({ id }) => only.includes(id)) : missing
    const items = joined({ subjects: [...hosts.map(hostSubject), ...machines], decisions, shownMs })
    return {
      look,
      population: hosts.length + machines.length,
      items: items
        .filter((item) => isWanted(item.remedy) && passes(item, filters, user))
        .toSorted(byPressure),
    }
  }
}

/** Something that work is done on: what it needs, and how the controls of a past decision stand. */
type Subject = Omit<QueuedItem, 'remedy' | 'fault' | 'standing' | 'recorded'> & {
  readonly faults: readonly Fault[]
  readonly presenceOf: (recorded: RecordedWork) => Presence
}

function hostSubject(host: WorkHost): Subject {
  return {
    ...host,
    kind: 'host',
    presenceOf({ controls }) {
      const states = new Map(countedStates(host.states, host.isSilent))
      const isClean = controls.every((control) => {
        const state = states.get(control)
        return state === 'met' || state === 'not-applicable'
      })
      return { is: isClean ? 'clean' : 'unknown' }
    },
  }
}

type MissingLook = QueueLook & { readonly agencyId: string | undefined }

/** Machines of the register: those that never enrolled need an agent, the others have one. */
async function missingMachines(
  store: Pick<ApiDeps['store'], 'reader'>,
  look: MissingLook,
): Promise<Subject[]> {
  const { agencies } = await countedRegisters(store, look)
  return agencies.flatMap(({ agency, machines, denominators }) => {
    const missing = new Set(denominators.neverEnrolled)
    return machines.map(({ entryId, entry }): Subject => {
      const name = entry.body.name ?? entry.body.code
      return {
        kind: 'machine',
        id: entryId,
        name,
        searchFolded: foldForSearch(`${name} ${entry.body.code} ${agency.name}`),
        class: entry.body.class,
        agency,
        lastReceivedMs: null,
        isSilent: false,
        faults: missing.has(entryId) ? [neverEnrolled] : [],
        presenceOf: () => ({ is: 'clean' }),
      }
    })
  })
}

/** Of a machine without an agent nothing is known. */
const neverEnrolled: Fault = {
  remedy: 'install-agent',
  severity: 'medium',
  sinceMs: 0,
  controls: controlIds.map((control) => ({ control, state: 'unknown', settling: 'perhaps' })),
}

type Joining = {
  readonly subjects: readonly Subject[]
  readonly decisions: ReadonlyMap<string, RecordedWork>
  readonly shownMs: EpochMs
}

/** Every fault is an item, and every decision whose fault is gone. */
function joined({ subjects, decisions, shownMs }: Joining): QueuedItem[] {
  const today = dayOf(shownMs)
  const decided = Map.groupBy(decisions.values(), ({ kind, id }) => `${kind}\n${id}`)
  return subjects.flatMap(({ faults, presenceOf, ...subject }) => {
    const { kind, id } = subject
    const open = faults.map((fault): QueuedItem => {
      const { remedy } = fault
      const recorded = decisions.get(workKey({ kind, id, remedy })) ?? null
      const sinceMs = fault.sinceMs === 0 ? null : fault.sinceMs
      const standing = standingOf(recorded?.decision ?? null, { is: 'open', sinceMs }, today)
      return { ...subject, remedy, fault, standing, recorded }
    })
    const gone = (decided.get(`${kind}\n${id}`) ?? [])
      .filter(({ remedy }) => !faults.some((fault) => fault.remedy === remedy))
      .map((recorded): QueuedItem => {
        const standing = standingOf(recorded.decision, presenceOf(recorded), today)
        return { ...subject, remedy: recorded.remedy, fault: null, standing, recorded }
      })
    return [...open, ...gone]
  })
}

function passes(item: QueuedItem, filters: WorkFilters, user: Asking['user']): boolean {
  const { standing, recorded, fault } = item
  const { status, overdue, expiring, owner, q } = filters
  if (status === undefined ? fault === null : standing.status !== status) return false
  if (overdue !== undefined && !standing.isOverdue) return false
  if (expiring !== undefined && !standing.isExpiring) return false
  if (filters.class !== undefined && item.class !== filters.class) return false
  if (q && !item.searchFolded.includes(foldForSearch(q))) return false
  return owner === undefined || isOwnedBy(recorded, owner, user)
}

function isOwnedBy(recorded: RecordedWork | null, wanted: string, user: Asking['user']): boolean {
  const owner = recorded?.decision.owner ?? null
  if (wanted === 'none') return owner === null
  if (owner === null) return false
  if (wanted === 'me') return owner.userId === user.id
  return foldForSearch(owner.name) === foldForSearch(wanted)
}

/** Overdue first, then the gravest; machines of one agency stand together. */
function byPressure(left: QueuedItem, right: QueuedItem): number {
  const grave = (item: QueuedItem) => rankOf(item.fault?.severity ?? 'info')
  const place = ({ agency, name, id }: QueuedItem) => `${agency.name}\n${name}\n${id}`
  return (
    Number(right.standing.isOverdue) - Number(left.standing.isOverdue) ||
    grave(left) - grave(right) ||
    (place(left) < place(right) ? -1 : 1)
  )
}

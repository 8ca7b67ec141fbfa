import { sql } from 'kysely'
import { stateLetters, type FrozenHost } from '#domain/frozen.ts'
import { productNamesOf } from '#domain/product-names.ts'
import { dayOf, endOfDayMs } from '#domain/register.ts'
import { controlIds, type Reason } from '#protocol/controls.ts'
import { dayMs } from '#protocol/facts/spec.ts'
import type { EpochMs, HostClass, HostId } from '#protocol/values.ts'
import { chunksOf } from '../batches.ts'
import type { Engine } from '../engine.ts'
import { readJudging } from '../judging.ts'
import { readHostProducts } from '../plans/host-products.ts'
import type { Db } from '../schema.ts'
import { stateIn, statesBeforeFirstReport, type PackedStates } from '../states.ts'
import type { StateMoment } from './moment.ts'
import { changedBefore, postureAt, readReasons, type StandingReasons } from './read-verdicts.ts'

/** A host as it stood, before the register says which machine it is. */
export type HostAtMoment = Omit<FrozenHost, 'machine' | 'isCounted'>

/** Hosts whose reasons are read at once. */
const hostsAtOnce = 500

export type HostsLook = {
  readonly moment: StateMoment
  /** For which agency the hosts of another count, because it was merged into it. */
  readonly counting: (agencyId: string) => string
  /** Whether to read why verdicts are as they are, and which antivirus there is; to count, states are enough. */
  readonly withReasons: boolean
}

/** The hosts of every agency at a moment, by the id of the agency, in the order of their ids. */
export async function readHosts(
  db: Db,
  engine: Engine,
  { moment, counting, withReasons }: HostsLook,
): Promise<ReadonlyMap<string, readonly HostAtMoment[]>> {
  const rows = await readHostRows(db, moment)
  const names = withReasons ? productNamesOf((await readJudging(db)).context) : null
  const hosts = new Map<string, HostAtMoment[]>()
  for (const group of chunksOf(rows, hostsAtOnce)) {
    const judged = group.flatMap(({ id, postureId }) =>
      postureId === null ? [] : [{ hostId: id, postureId }],
    )
    const reasons = withReasons ? await readReasons(db, engine, judged) : new Map()
    const hostIds = group.map(({ id }) => id)
    const products = names
      ? await readHostProducts({ reader: db, engine }, { hostIds, moment }, names)
      : null
    for (const row of group) {
      const agencyId = counting(row.agencyId)
      const list = hosts.get(agencyId)
      const told = products?.get(row.id)
      const host = {
        ...hostOf(row, reasons.get(row.id) ?? {}),
        ...(told === undefined ? {} : { products: [...told] }),
      }
      if (list) list.push(host)
      else hosts.set(agencyId, [host])
    }
  }
  return hosts
}

type HostRow = {
  readonly id: HostId
  readonly agencyId: string
  readonly name: string
  readonly class: HostClass
  readonly postureId: number | null
  readonly states: PackedStates | null
  readonly lastReceivedMs: EpochMs | null
  readonly isSilent: 0 | 1
}

/**
 * Name and class are today's; agency, silence and verdicts are those of the moment. A host that reported since has
 * its last change of a verdict for its last report, which is at most that. A move between agencies that was
 * recorded later than was known is taken back.
 */
async function readHostRows(db: Db, moment: StateMoment): Promise<readonly HostRow[]> {
  const { cutOffMs, knownMs } = moment
  const { rows } = await sql<HostRow>`
    select h.id as "id", h.hostname as "name", h.class as "class", v.id as "postureId",
      v.states as "states",
      coalesce((
        select m.from_agency_id from organisation_move m
        join organisation_change c on c.change_id = m.change_id
        where m.subject = 'host' and m.subject_id = h.id and m.from_ms = ha.from_ms
          and m.to_agency_id = ha.agency_id and c.undone_ms is null
          and c.recorded_ms > ${knownMs}
        order by m.change_id limit 1), ha.agency_id) as "agencyId",
      case when h.last_received_ms <= ${cutOffMs} then h.last_received_ms
        else ${changedBefore(sql.ref('h.id'), cutOffMs)} end as "lastReceivedMs",
      case when exists (
        select 1 from silence s where s.host_id = h.id and s.from_ms <= ${cutOffMs}
          and (s.until_ms is null or s.until_ms > ${cutOffMs})) then 1 else 0 end as "isSilent"
    from host h
    join host_agency ha on ha.host_id = h.id and ha.from_ms <= ${cutOffMs}
      and (ha.until_ms is null or ha.until_ms > ${cutOffMs})
    left join posture v on v.id = ${postureAt(sql.ref('h.id'), moment)}
    where h.enrolled_ms <= ${cutOffMs} and h.enrolled_ms <= ${knownMs}`.execute(db)
  return rows.toSorted((left, right) => (left.id < right.id ? -1 : 1))
}

function hostOf(row: HostRow, reasons: StandingReasons): HostAtMoment {
  const packed = row.states ?? statesBeforeFirstReport
  const { id, name, lastReceivedMs } = row
  return {
    id,
    name,
    class: row.class,
    states: controlIds.map((control) => stateLetters[stateIn(packed, control)]).join(''),
    reasons: controlIds.map((control) => reasons[control]?.key ?? ''),
    params: paramsOf(packed, reasons),
    isSilent: row.isSilent === 1,
    lastReceivedMs: lastReceivedMs === null ? null : startOfDay(lastReceivedMs),
  }
}

/** Of what is well the values change every day and say nothing that a number rests on. */
function paramsOf(packed: PackedStates, reasons: StandingReasons): FrozenHost['params'] {
  const entries = controlIds.flatMap((control): [string, Reason['params']][] => {
    const params = reasons[control]?.params ?? {}
    const state = stateIn(packed, control)
    const isWell = state === 'met' || state === 'not-applicable'
    return isWell || Object.keys(params).length === 0 ? [] : [[control, params]]
  })
  return Object.fromEntries(entries)
}

/** Machines that report all day differ in nothing. */
function startOfDay(atMs: EpochMs): EpochMs {
  return endOfDayMs(dayOf(atMs)) + 1 - dayMs
}

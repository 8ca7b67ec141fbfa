import { sql } from 'kysely'
import { z } from 'zod'
import {
  agreementOf,
  checkedControls,
  handCheckRule,
  handCheckSteps,
  readerChecksOf,
  type Cell,
} from '#domain/hand-check.ts'
import { controlId, type ControlId } from '#protocol/controls.ts'
import {
  said,
  sampledMachine,
  type FindingView,
  type HandCheckResult,
  type HandCheckView,
  type Said,
  type SampledMachine,
} from '#protocol/hand-checks.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { Db } from '../schema.ts'
import { machinesRightBefore } from './lifted-readers.ts'

const listedMax = 200

/** All checks, the newest first. */
export async function listHandChecks(db: Db): Promise<HandCheckView[]> {
  const { rows } = await sql<Row>`
    select ${columns} ${from} order by c.drawn_ms desc, c.id limit ${listedMax}`.execute(db)
  return rows.map(viewOf)
}

/** @throws Refusal HAND_CHECK_NOT_FOUND */
export async function findHandCheck(db: Db, id: string): Promise<HandCheckView> {
  const { rows } = await sql<Row>`select ${columns} ${from} where c.id = ${id}`.execute(db)
  const [row] = rows
  if (!row) throw new Refusal('HAND_CHECK_NOT_FOUND', { id })
  return viewOf(row)
}

/** What the sample was drawn from, a line for each machine. @throws Refusal HAND_CHECK_NOT_FOUND */
export async function readFrame(db: Db, id: string): Promise<readonly string[]> {
  const row = await db
    .selectFrom('hand_check')
    .select('frame')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusal('HAND_CHECK_NOT_FOUND', { id })
  return row.frame.split('\n')
}

/** A machine with what the system said of it, which the sheet does not show. */
export type MachineSaid = SampledMachine & {
  readonly said: Readonly<Partial<Record<ControlId, Said>>>
}

/** The machines of a sample in their order. */
export async function readMachines(db: Db, id: string): Promise<MachineSaid[]> {
  const rows = await db
    .selectFrom('hand_check_machine')
    .selectAll()
    .where('check_id', '=', id)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    ...sampledMachine.parse({
      position: row.position,
      hostId: row.host_id,
      hostName: row.host_name,
      agencyName: row.agency_name,
      class: row.class,
      room: row.room,
      platform: row.platform,
    }),
    said: z.partialRecord(controlId, said).parse(JSON.parse(row.said)),
  }))
}

/** What was found, beside what the system said, with the agreement. @throws Refusal HAND_CHECK_NOT_FOUND */
export async function readResult(db: Db, id: string): Promise<HandCheckResult> {
  const check = await findHandCheck(db, id)
  const machines = await readMachines(db, id)
  const findings = await readFindings(db, id, machines)
  const cells = cellsOf(machines, findings)
  return {
    check,
    machines: machines.map(({ said: _said, ...machine }) => machine),
    steps: [...handCheckSteps],
    findings,
    overall: agreementOf(cells),
    byControl: checkedControls.map((control) => ({
      control,
      agreement: agreementOf(cells.filter((cell) => cell.control === control)),
    })),
    readers: readerChecksOf(cells, await machinesRightBefore(db, check.finishedMs)),
    machinesMin: handCheckRule.machinesMin,
  }
}

async function readFindings(
  db: Db,
  id: string,
  machines: readonly MachineSaid[],
): Promise<FindingView[]> {
  const rows = await db
    .selectFrom('hand_check_finding')
    .selectAll()
    .where('check_id', '=', id)
    .where('superseded_ms', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const saidOf = new Map(machines.map((machine) => [machine.position, machine.said]))
  return rows.flatMap((row) => {
    const system = saidOf.get(row.position)?.[row.control]
    if (!system) return []
    const { position, control, found, note, actor } = row
    return [{ position, control, found, note, actor, recordedMs: row.recorded_ms, said: system }]
  })
}

/** Every cell of the sheet, filled in or not. */
function cellsOf(machines: readonly MachineSaid[], findings: readonly FindingView[]): Cell[] {
  const found = new Map(findings.map((one) => [`${one.position} ${one.control}`, one.found]))
  return machines.flatMap(({ position, platform, said: system }) =>
    checkedControls.flatMap((control): Cell[] => {
      const one = system[control]
      if (!one) return []
      return [
        {
          position,
          control,
          platform,
          said: one,
          found: found.get(`${position} ${control}`) ?? null,
        },
      ]
    }),
  )
}

const columns = sql`c.id as "id", c.agency_id as "agencyId", a.name as "agencyName",
  c.seed as "seed", c.is_stratified as "isStratified", c.population as "population",
  c.frame_digest as "frameDigest", c.drawn_ms as "drawnMs", c.drawn_by as "drawnBy",
  c.finished_ms as "finishedMs", c.finished_by as "finishedBy", c.checked_by as "checkedBy",
  c.checked_on as "checkedOn",
  (select count(*) from hand_check_machine m where m.check_id = c.id) as "machines"`
const from = sql`from hand_check c left join agency a on a.id = c.agency_id`

type Row = Omit<HandCheckView, 'isStratified'> & { isStratified: 0 | 1 }

const viewOf = (row: Row): HandCheckView => ({
  ...row,
  isStratified: row.isStratified === 1,
  machines: Number(row.machines),
})

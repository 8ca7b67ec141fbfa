import { sql, type Kysely } from 'kysely'
import type { Engine } from '../engine.ts'

const hostsPerPage = 500

/**
 * All verdicts of a host in one row, and facts that are only appended. Ten verdict intervals a host with their
 * indexes were the larger half of what a report cost; an interval now ends where the next begins, so that closing
 * one writes nothing, and what lists and counts read stands in the row of the host.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await createTables(db, engine)
  await db.schema.dropIndex('verdict_trouble').execute()
  let after = ''
  for (;;) {
    const { rows } = await sql<{ id: string }>`
      select id from host where id > ${after} order by id limit ${hostsPerPage}`.execute(db)
    for (const { id } of rows) await convertHost(db, id)
    const last = rows.at(-1)
    if (last === undefined) break
    after = last.id
  }
  await linkFacts(db)
  await db.schema.dropTable('verdict').execute()
}

async function createTables({ schema }: Kysely<unknown>, engine: Engine): Promise<void> {
  await schema
    .createTable('posture')
    .addColumn('id', engine === 'sqlite' ? 'integer' : 'bigint', (column) =>
      engine === 'sqlite'
        ? column.primaryKey().autoIncrement()
        : column.primaryKey().generatedAlwaysAsIdentity(),
    )
    .addColumn('subject_kind', 'text', (column) => column.notNull())
    .addColumn('subject_id', 'text', (column) => column.notNull())
    .addColumn('from_ms', 'bigint', (column) => column.notNull())
    .addColumn('received_ms', 'bigint', (column) => column.notNull())
    .addColumn('states', 'text', (column) => column.notNull())
    .addColumn('verdicts', 'text', (column) => column.notNull())
    .addColumn('held_in', 'text', (column) => column.notNull())
    .execute()
  await schema
    .createIndex('posture_by_subject')
    .on('posture')
    .columns(['subject_kind', 'subject_id', 'from_ms'])
    .execute()
  await schema
    .alterTable('host')
    .addColumn('revision', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute()
  await schema
    .alterTable('host')
    .addColumn('states', 'text', (column) => column.notNull().defaultTo(unheard))
    .execute()
  await schema.alterTable('host').addColumn('due_ms', 'bigint').execute()
  await schema.alterTable('host').addColumn('context_revision', 'text').execute()
  await schema
    .alterTable('host')
    .addColumn('facts', 'text', (column) => column.notNull().defaultTo('{}'))
    .execute()
  await schema
    .createIndex('host_due')
    .on('host')
    .column('due_ms')
    .where(sql<boolean>`due_ms is not null`)
    .execute()
  await schema.alterTable('fact').addColumn('follows', 'bigint').execute()
  await schema.alterTable('fact').addColumn('follows_confirmed_ms', 'bigint').execute()
}

/** What this migration knew of the controls; later ones have their place in store/states.ts. */
const controls = [
  'antivirus-running',
  'antivirus-current',
  'antivirus-licensed',
  'protected',
  'patched',
  'os-supported',
  'firewall-on',
  'no-default-credentials',
  'no-exposed-services',
  'reporting',
]
const unheard = '?????????u'
const letters: Readonly<Record<string, string>> = {
  met: 'm',
  unmet: 'u',
  unknown: '?',
  'not-applicable': 'n',
}

type OldVerdict = {
  id: number
  control: string
  state: string
  severity: string
  reason: string
  evidence: string
  from_ms: number
  received_ms: number
  until_ms: number | null
  holds_until_ms: number | null
  context_revision: string
}

type Standing = { state: string; stateSinceMs: number }

async function convertHost(db: Kysely<unknown>, id: string): Promise<void> {
  const { rows } = await sql<OldVerdict>`
    select * from verdict where subject_id = ${id} order by id`.execute(db)
  const facts = await pointersOf(db, id)
  const open = rows.filter(({ until_ms }) => until_ms === null)
  const dueMs = open.flatMap(({ holds_until_ms }) => holds_until_ms ?? [])
  const revisions = new Set(open.map(({ context_revision }) => context_revision))
  // Judged by several contexts: by none of them as a whole, so that the sweep judges it again.
  const revision = revisions.size > 1 ? '' : ([...revisions][0] ?? null)
  const states = await writePostures(db, id, rows)
  await sql`
    update host set facts = ${JSON.stringify(facts)}, states = ${states},
      due_ms = ${dueMs.length === 0 ? null : Math.min(...dueMs)}, context_revision = ${revision}
    where id = ${id}`.execute(db)
}

/** Verdicts that were written together become one posture. Returns the states of the last. */
async function writePostures(
  db: Kysely<unknown>,
  id: string,
  rows: readonly OldVerdict[],
): Promise<string> {
  const standing: Record<string, Standing> = {}
  const heldIn: Record<string, number> = {}
  let states = unheard
  let fromMs = 0
  for (const together of writtenTogether(rows)) {
    const receivedMs = together[0]?.received_ms ?? 0
    const changed = together.map((row) => [row.control, standingOf(row, standing[row.control])])
    Object.assign(standing, Object.fromEntries(changed))
    for (const { control } of together) delete heldIn[control]
    fromMs = Math.max(fromMs, ...together.map(({ from_ms }) => from_ms))
    states = controls
      .map((control, place) => letters[standing[control]?.state ?? ''] ?? unheard.charAt(place))
      .join('')
    const written = await sql<{ id: number }>`
      insert into posture (subject_kind, subject_id, from_ms, received_ms, states, verdicts, held_in)
      values ('host', ${id}, ${fromMs}, ${receivedMs}, ${states},
        ${JSON.stringify(Object.fromEntries(changed))}, ${JSON.stringify(heldIn)})
      returning id`.execute(db)
    for (const { control } of together) heldIn[control] = written.rows[0]?.id ?? 0
  }
  return states
}

/** One judgement writes one interval of a control at most. */
function writtenTogether(rows: readonly OldVerdict[]): OldVerdict[][] {
  const groups: OldVerdict[][] = []
  for (const row of rows) {
    const group = groups.at(-1)
    const isOfGroup = group?.every(
      ({ received_ms, control }) => received_ms === row.received_ms && control !== row.control,
    )
    if (group !== undefined && isOfGroup) group.push(row)
    else groups.push([row])
  }
  return groups
}

function standingOf(row: OldVerdict, before: Standing | undefined) {
  return {
    state: row.state,
    severity: row.severity,
    reason: JSON.parse(row.reason),
    evidence: JSON.parse(row.evidence),
    sinceMs: row.from_ms,
    stateSinceMs: before?.state === row.state ? before.stateSinceMs : row.from_ms,
  }
}

type OldFact = { id: number; probe: string; confirmed_ms: number; until_ms: number | null }

async function pointersOf(db: Kysely<unknown>, id: string): Promise<Record<string, unknown[]>> {
  const { rows } = await sql<OldFact>`
    select id, probe, confirmed_ms, until_ms from fact where host_id = ${id} order by id`.execute(
    db,
  )
  // Of several facts of a probe the last one stands in the object.
  return Object.fromEntries(
    rows.map((fact) => [
      fact.probe,
      fact.until_ms === null ? [fact.id, fact.confirmed_ms] : [fact.id, fact.confirmed_ms, 'ended'],
    ]),
  )
}

async function linkFacts(db: Kysely<unknown>): Promise<void> {
  await sql`
    update fact set follows = l.before_id, follows_confirmed_ms = l.before_ms
    from (
      select id, lag(id) over line as before_id, lag(confirmed_ms) over line as before_ms
      from fact window line as (partition by host_id, probe order by id)) l
    where l.id = fact.id and l.before_id is not null`.execute(db)
  await db.schema.dropIndex('fact_by_host').execute()
  for (const column of ['confirmed_ms', 'until_ms', 'superseded_ms']) {
    await db.schema.alterTable('fact').dropColumn(column).execute()
  }
}

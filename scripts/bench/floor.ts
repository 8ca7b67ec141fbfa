import Database from 'better-sqlite3'
import { sampleProvince } from '#scripts/fleet/province.ts'
import { median } from './cpu.ts'
import { framesFor } from './messages.ts'

/** CPU microseconds a message that no collector on SQLite does without. */
export type Floor = {
  /** Reading its lines as JSON. */
  readonly jsonUs: number
  /** Its rows as the collector wrote them, by prepared statements alone, 256 messages a durable commit. */
  readonly rowsUs: number
}

const [messages, batch, rounds] = [20_480, 256, 3]

/**
 * What the parts of a message cost by themselves that checking, judging and answering come on top of. `file`: the
 * database of a collector that was measured and has ended; its rows are written again, behind those that are there.
 */
export function measureFloors(file: string): Readonly<Record<'full' | 'delta', Floor>> {
  const database = new Database(file)
  database.pragma('synchronous = FULL')
  database.pragma('cache_size = -65536')
  try {
    return { full: floorOf(database, 'full'), delta: floorOf(database, 'delta') }
  } finally {
    database.close()
  }
}

function floorOf(database: Database.Database, kind: 'full' | 'delta'): Floor {
  const frames = sampleProvince(400, 1).map((host) => framesFor(host)(kind, 1).split('\n'))
  const readJson = () => {
    for (let sent = 0; sent < messages; sent += 1) {
      for (const line of frames[sent % frames.length] ?? []) JSON.parse(line)
    }
  }
  const writeRows = rowsOf(database, kind)
  const measured = (work: () => void) =>
    median(
      Array.from({ length: rounds }, () => {
        const before = process.cpuUsage()
        work()
        const { user, system } = process.cpuUsage(before)
        return (user + system) / messages
      }),
    )
  readJson()
  return { jsonUs: measured(readJson), rowsUs: measured(writeRows) }
}

type Bundle = { host_id: string; received_ms: number; parts: string; bodies: string }
type Posture = { subject_id: string; states: string; verdicts: string; held_in: string }

/** Writes for every message what one such message wrote: its facts, where the host stands, and a full one its verdicts. */
function rowsOf(database: Database.Database, kind: 'full' | 'delta'): () => void {
  const isFull = kind === 'full'
  const bundles = database
    .prepare<[], Bundle>(
      `select host_id, received_ms, parts, bodies from fact_bundle
       where length(bodies) ${isFull ? '>' : '<'} 2000 order by id desc limit 400`,
    )
    .all()
  const postures = database
    .prepare<[], Posture>(
      `select subject_id, states, verdicts, held_in from posture order by id desc limit 400`,
    )
    .all()
  const facts = new Map(
    database
      .prepare<[], { id: string; facts: string }>('select id, facts from host')
      .all()
      .map(({ id, facts: text }) => [id, text]),
  )
  const addBundle = database.prepare(
    'insert into fact_bundle (host_id, received_ms, parts, bodies) values (?, ?, ?, ?)',
  )
  const addPosture = database.prepare(
    `insert into posture (subject_kind, subject_id, from_ms, received_ms, states, verdicts, held_in)
     values ('host', ?, ?, ?, ?, ?, ?)`,
  )
  const stand = database.prepare(
    `update host set session = ?, sequence = ?, last_received_ms = ?, revision = revision + 1, facts = ?
     where id = ?`,
  )
  const writeBatch = database.transaction((first: number) => {
    for (let at = first; at < first + batch; at += 1) {
      const bundle = bundles[at % bundles.length]
      if (bundle === undefined) throw new Error(`no ${kind} report was measured before`)
      const { host_id: id, received_ms: atMs, parts, bodies } = bundle
      addBundle.run(id, atMs, parts, bodies)
      const posture = isFull ? postures[at % postures.length] : undefined
      if (posture !== undefined) {
        const { subject_id: subject, states, verdicts, held_in: heldIn } = posture
        addPosture.run(subject, atMs, atMs, states, verdicts, heldIn)
      }
      stand.run(1, at, atMs, facts.get(id) ?? '{}', id)
    }
  })
  return () => {
    for (let first = 0; first < messages; first += batch) writeBatch(first)
  }
}

import { hash } from 'node:crypto'
import { Refusal } from '#protocol/refusals.ts'
import type { ScriptStatement, ScriptView } from '#protocol/script-reports.ts'
import { hostId, type HostId } from '#protocol/values.ts'
import type { Store } from '#collector/deps.ts'
import { recordAudit, type Actor } from '../audit.ts'
import { admit } from '../enrolment.ts'
import { recordConflict } from '../key-conflicts.ts'
import type { AdmissionContext } from '../new-hosts.ts'
import { isWithin, type Scope } from '../population.ts'
import type { Db } from '../schema.ts'

/** A key that has signed a report, and what came with it. */
export type ScriptArrival = {
  /** Modulus, base64url. */
  readonly key: string
  readonly statement: ScriptStatement
  readonly token: string | null
  /** Null: the machine itself has come, for whichever agency its token is. */
  readonly scope: Scope | null
}

/** A host that has signed a report. */
export type ScriptMachine = { readonly id: HostId; readonly hostname: string }

/**
 * The host of a key that has signed a report; a new one is enrolled with its token through the door of all hosts.
 * @throws Refusal HOST_UNKNOWN, SCRIPT_KEY_SHARED, and what `admit` refuses; HOST_NOT_FOUND outside the scope
 */
export async function admitScript(
  store: Store,
  { key, statement, token, scope }: ScriptArrival,
  context: AdmissionContext,
): Promise<ScriptMachine> {
  const known = await findScriptMachine(store.db, key)
  const { session, hostname, hardwareSigns } = statement
  if (known) {
    if (scope && !isWithin(scope, known.agencyId)) throw new Refusal('HOST_NOT_FOUND')
    if (isOtherHardware(known.hardwareSigns, hardwareSigns)) {
      const { address, nowMs } = context
      const said = { kind: 'cannot-tell', hostId: known.id, otherHostId: null } as const
      await recordConflict(store.db, { ...said, address, nowMs })
      throw new Refusal('SCRIPT_KEY_SHARED', { hostname: known.hostname })
    }
    return known
  }
  if (token === null) throw new Refusal('HOST_UNKNOWN')
  if (scope) await requireTokenWithin(store.db, token, scope)
  const enrolment = { token, hostname }
  const proof = { type: 'proof', publicKey: key, signature: '', ticket: null } as const
  const admitted = await admit(store, { ...proof, session, hardwareSigns, enrolment }, context)
  return { id: admitted.hostId, hostname }
}

/** Remembers by which way the newest report came, and who handed it in if somebody carried it. */
export async function keepScriptReport(
  db: Db,
  report: ScriptView & { readonly hostId: HostId },
  carriedBy: Actor | null,
): Promise<void> {
  const { hostId: id, way, madeMs, cameMs } = report
  const row = { way, made_ms: madeMs, came_ms: cameMs }
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('script_machine')
      .values({ host_id: id, ...row })
      .onConflict((conflict) => conflict.column('host_id').doUpdateSet(row))
      .execute()
    if (carriedBy === null) return
    const { actor, address, nowMs: atMs } = carriedBy
    const said = { action: 'carry-report', subject: id, after: { madeMs } }
    await recordAudit(trx, { actor, address, atMs, ...said })
  })
}

/** Which of these hosts report by script, and their newest report. */
export async function scriptsOf(
  reader: Db,
  hostIds: readonly string[],
): Promise<ReadonlyMap<string, ScriptView>> {
  if (hostIds.length === 0) return new Map()
  const rows = await reader
    .selectFrom('script_machine')
    .selectAll()
    .where('host_id', 'in', hostIds)
    .execute()
  return new Map(
    rows.map((row) => [row.host_id, { way: row.way, madeMs: row.made_ms, cameMs: row.came_ms }]),
  )
}

/** The host of a key; null: it is not known. */
export async function findScriptMachine(
  db: Db,
  key: string,
): Promise<
  (ScriptMachine & { readonly agencyId: string; readonly hardwareSigns: readonly string[] }) | null
> {
  const row = await db
    .selectFrom('host')
    .select(['id', 'agency_id', 'hostname', 'hardware_signs'])
    .where('public_key', '=', key)
    .executeTakeFirst()
  if (!row) return null
  const hardwareSigns = row.hardware_signs === '' ? [] : row.hardware_signs.split(' ')
  return {
    id: hostId.parse(row.id),
    agencyId: row.agency_id,
    hostname: row.hostname,
    hardwareSigns,
  }
}

/** Nothing in common, where both sides can show something: a disk that was copied, key and all. */
function isOtherHardware(held: readonly string[], shown: readonly string[]): boolean {
  return held.length > 0 && shown.length > 0 && !shown.some((sign) => held.includes(sign))
}

/** @throws Refusal TOKEN_UNKNOWN also where it is of an agency outside the scope */
async function requireTokenWithin(db: Db, token: string, scope: Scope): Promise<void> {
  const row = await db
    .selectFrom('enrolment_token')
    .select('agency_id')
    .where('secret_hash', '=', hash('sha256', token, 'hex'))
    .executeTakeFirst()
  if (!row || !isWithin(scope, row.agency_id)) throw new Refusal('TOKEN_UNKNOWN')
}

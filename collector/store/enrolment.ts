import { hash } from 'node:crypto'
import type { Digests } from '#protocol/delta.ts'
import type { ProofFrame } from '#protocol/frames.ts'
import { hostIdOf } from '#protocol/identity.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { Digest, HostId } from '#protocol/values.ts'
import { recognise, type Recognition, type RememberedHost } from '#domain/recognise.ts'
import type { Store } from '#collector/deps.ts'
import { recordAudit } from './audit.ts'
import { forgetAwaited } from './backups/restored.ts'
import { heldDigests } from './facts.ts'
import { addHost, copyHost, type AdmissionContext, type Arrival } from './new-hosts.ts'
import { recordConflict } from './key-conflicts.ts'
import type { Db } from './schema.ts'
import { spendToken } from './tokens.ts'
import { holdBack } from './waiting/hold.ts'

const ticketBytes = 32
/** Two connections of one key at the same instant repeat the look; more than this is something else. */
const triesMax = 5

/** A host that was let in. */
export type Admission = {
  readonly hostId: HostId
  /** To be shown next time. */
  readonly ticket: string
  readonly digests: Digests
  readonly isNew: boolean
  readonly conflict: Exclude<Recognition['kind'], 'same' | 'awaited'> | null
}

/**
 * Lets in a machine whose signature was verified: recognises it, or enrols it with its token. One transaction.
 * The same key that repeats an enrolment which was committed is known by then, and spends nothing.
 * @throws Refusal HOST_UNKNOWN, PROOF_INVALID, TOKEN_UNKNOWN, TOKEN_SPENT, TOKEN_EXPIRED, TOKEN_REVOKED,
 *   ENROLMENT_ELSEWHERE, ENROLMENT_AWAITS_APPROVAL, ENROLMENT_DECLINED
 */
export async function admit(
  store: Store,
  proof: ProofFrame,
  context: AdmissionContext,
): Promise<Admission> {
  const publicKey = Buffer.from(proof.publicKey, 'base64url')
  const arrival: Arrival = {
    proof,
    context,
    engine: store.engine,
    publicKey: publicKey.toString('base64url'),
    id: hostIdOf(hash('sha256', publicKey, 'buffer')),
    ticket: Buffer.from(context.randomBytes(ticketBytes)).toString('base64url'),
  }
  for (let tries = 0; tries < triesMax; tries++) {
    const admitted = await store.db
      .transaction()
      .execute((trx) => admitOnce(trx, arrival))
      .catch(rollBackOnly)
    if (!admitted) continue
    // What it waits for was committed; only then it is told.
    if (admitted instanceof Refusal) throw admitted
    const digests = await heldDigests(store, admitted.hostId)
    return { ...admitted, ticket: arrival.ticket, digests }
  }
  throw new Refusal('COLLECTOR_BUSY', { retryAfterMs: 1000 })
}

type Admitted = Pick<Admission, 'hostId' | 'isNew' | 'conflict'>

/** Somebody else changed the same host between the look and the write: look again. */
class Overtaken extends Error {}

function rollBackOnly(error: unknown): null {
  if (error instanceof Overtaken) return null
  throw error
}

async function admitOnce(trx: Db, arrival: Arrival): Promise<Admitted | Refusal> {
  const hosts = await hostsWithKey(trx, arrival.publicKey)
  if (hosts.length === 0) return enrol(trx, arrival)
  const { proof } = arrival
  const shown = {
    session: proof.session,
    ticket: digestOf(proof.ticket),
    hardwareSigns: proof.hardwareSigns,
  }
  const recognised = recognise(hosts, shown)
  const hostId =
    recognised.kind === 'other-hardware'
      ? await addCopy(trx, hosts, arrival)
      : await goOn(trx, hosts, { ...arrival, id: recognised.hostId })
  if (recognised.kind === 'awaited') await recordReturn(trx, arrival, hostId)
  if (recognised.kind === 'same' || recognised.kind === 'awaited') {
    return { hostId, isNew: false, conflict: null }
  }
  const conflict = await recordConflict(trx, {
    kind: recognised.kind,
    hostId: recognised.kind === 'other-hardware' ? arrival.id : hostId,
    otherHostId: recognised.kind === 'other-hardware' ? hostId : null,
    address: arrival.context.address,
    nowMs: arrival.context.nowMs,
  })
  return { hostId, isNew: recognised.kind === 'other-hardware', conflict }
}

async function hostsWithKey(trx: Db, publicKey: string): Promise<RememberedHost[]> {
  const rows = await trx
    .selectFrom('host')
    .leftJoin('awaited_host', 'awaited_host.host_id', 'host.id')
    .select(['id', 'session', 'ticket_shown', 'ticket_issued', 'hardware_signs', 'restored_ms'])
    .where('public_key', '=', publicKey)
    .orderBy('enrolled_ms')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    session: row.session,
    ticketShown: row.ticket_shown,
    ticketIssued: row.ticket_issued,
    hardwareSigns: row.hardware_signs === '' ? [] : row.hardware_signs.split(' '),
    isAwaited: row.restored_ms !== null,
  }))
}

async function enrol(trx: Db, arrival: Arrival): Promise<Admitted | Refusal> {
  const { proof, context, id } = arrival
  if (!proof.enrolment) throw new Refusal('HOST_UNKNOWN')
  const { hostname } = proof.enrolment
  const token = await spendToken(trx, proof.enrolment.token, context)
  const { address, nowMs } = context
  const held = await holdBack(trx, { hostId: id, hostname, token, address, nowMs })
  if (held !== null) return held
  const isAdded = await addHost(trx, {
    arrival,
    id,
    cloneOf: null,
    hostname,
    agencyId: token.agencyId,
    tokenId: token.id,
    ticketShown: digestOf(proof.ticket),
    ticketIssued: digestOf(arrival.ticket),
  })
  if (!isAdded) throw new Overtaken()
  await recordAudit(trx, {
    actor: `token ${token.id}`,
    action: 'enrol-host',
    subject: id,
    after: { hostname, agencyId: token.agencyId },
    address,
    atMs: nowMs,
  })
  return { hostId: id, isNew: true, conflict: null }
}

/** The next link of the chain of tickets, unless another connection has just made it. */
async function goOn(trx: Db, hosts: readonly RememberedHost[], arrival: Arrival): Promise<HostId> {
  const { proof, id } = arrival
  const before = hosts.find((host) => host.id === id)
  const changed = await trx
    .updateTable('host')
    .set({
      session: proof.session,
      sequence: 0,
      ticket_shown: digestOf(proof.ticket),
      ticket_issued: digestOf(arrival.ticket),
      // A machine that cannot read its signs today does not wipe those of yesterday.
      ...(proof.hardwareSigns.length > 0 ? { hardware_signs: proof.hardwareSigns.join(' ') } : {}),
    })
    .where('id', '=', id)
    .where('ticket_issued', '=', before?.ticketIssued ?? '')
    .executeTakeFirst()
  if (Number(changed.numUpdatedRows) === 0) throw new Overtaken()
  if (before?.isAwaited === true) await forgetAwaited(trx, id)
  return id
}

/** The one time that a host is let in with a ticket which the restored database does not know. */
async function recordReturn(trx: Db, { context }: Arrival, hostId: HostId): Promise<void> {
  const { address, nowMs: atMs } = context
  const said = { action: 'renew-ticket', subject: hostId, address, atMs }
  await recordAudit(trx, { actor: `host ${hostId}`, ...said })
}

/** Another machine with the same key becomes a host of its own in the same agency, and both say so. */
async function addCopy(
  trx: Db,
  hosts: readonly RememberedHost[],
  arrival: Arrival,
): Promise<HostId> {
  const taken = new Set(hosts.map(({ id }) => id))
  const number = Array.from({ length: 98 }, (_, index) => index + 2).find(
    (candidate) => !taken.has(`${arrival.id}~${candidate}`),
  )
  // Dozens of machines with one key is an image that was made after enrolment: each needs a key of its own.
  if (number === undefined) throw new Refusal('PROOF_INVALID')
  const copyId = `${arrival.id}~${number}`
  const isAdded = await copyHost(trx, {
    arrival,
    copyId,
    ticketShown: digestOf(arrival.proof.ticket),
    ticketIssued: digestOf(arrival.ticket),
  })
  if (!isAdded) throw new Overtaken()
  await recordAudit(trx, {
    actor: `host ${arrival.id}`,
    action: 'enrol-copy',
    subject: copyId,
    address: arrival.context.address,
    atMs: arrival.context.nowMs,
  })
  return copyId
}

function digestOf(ticket: string): Digest
function digestOf(ticket: string | null): Digest | null
function digestOf(ticket: string | null): Digest | null {
  return ticket === null ? null : hash('sha256', ticket, 'hex')
}

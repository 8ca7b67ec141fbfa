import type { ProofFrame } from '#protocol/frames.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { Digest, EpochMs, HostId } from '#protocol/values.ts'
import { countNewHost } from './counters.ts'
import { foldHost } from './fold.ts'
import type { Engine } from './engine.ts'
import type { Db } from './schema.ts'
import { statesBeforeFirstReport } from './states.ts'
import type { RandomBytes } from './tokens.ts'

/** Until its own facts say otherwise, a machine counts as what most of them are. */
const classBeforeFacts = 'workstation'

/** When and from where a proof came. */
export type AdmissionContext = {
  readonly nowMs: EpochMs
  readonly address: string | null
  readonly randomBytes: RandomBytes
}

/** A proof on its way in: whose key it is, and the ticket that it will be given. */
export type Arrival = {
  readonly proof: ProofFrame
  readonly context: AdmissionContext
  readonly engine: Engine
  readonly publicKey: string
  readonly id: HostId
  readonly ticket: string
}

type Tickets = { readonly ticketShown: Digest | null; readonly ticketIssued: Digest }

/** Writes a new host, its agency from now on, and its counts. False: there is a host of this id already. */
export async function addHost(
  trx: Db,
  host: Tickets & {
    readonly arrival: Arrival
    readonly id: HostId
    readonly cloneOf: HostId | null
    readonly hostname: string
    readonly agencyId: string
    readonly tokenId: string | null
  },
): Promise<boolean> {
  const { proof, context, engine, publicKey } = host.arrival
  const { address, nowMs } = context
  const { name: agencyName } = await trx
    .selectFrom('agency')
    .select('name')
    .where('id', '=', host.agencyId)
    .executeTakeFirstOrThrow()
  const inserted = await trx
    .insertInto('host')
    .values({
      id: host.id,
      public_key: publicKey,
      clone_of: host.cloneOf,
      shares_key: host.cloneOf === null ? 0 : 1,
      agency_id: host.agencyId,
      hostname: host.hostname,
      search_folded: foldHost({ hostname: host.hostname, address, agencyName }),
      class: classBeforeFacts,
      os_name: null,
      address,
      enrolled_ms: nowMs,
      token_id: host.tokenId,
      session: proof.session,
      sequence: 0,
      ticket_shown: host.ticketShown,
      ticket_issued: host.ticketIssued,
      hardware_signs: proof.hardwareSigns.join(' '),
      last_received_ms: null,
      silent_since_ms: null,
      revision: 0,
      states: statesBeforeFirstReport,
      due_ms: null,
      context_revision: null,
      facts: '{}',
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  if (Number(inserted.numInsertedOrUpdatedRows ?? 0) === 0) return false
  await trx
    .insertInto('host_agency')
    .values({ host_id: host.id, agency_id: host.agencyId, from_ms: nowMs, until_ms: null })
    .execute()
  const counted = { hostId: host.id, agencyId: host.agencyId, class: classBeforeFacts } as const
  await countNewHost(trx, engine, counted)
  return true
}

/** Writes another machine that holds the key of a host: same agency, counted for itself, marked on both. */
export async function copyHost(
  trx: Db,
  copy: Tickets & { readonly arrival: Arrival; readonly copyId: HostId },
): Promise<boolean> {
  const original = await trx
    .selectFrom('host')
    .select(['id', 'agency_id', 'hostname'])
    .where('id', '=', copy.arrival.id)
    .executeTakeFirst()
  if (!original) throw new Refusal('HOST_UNKNOWN')
  await trx.updateTable('host').set({ shares_key: 1 }).where('id', '=', original.id).execute()
  return addHost(trx, {
    arrival: copy.arrival,
    id: copy.copyId,
    cloneOf: original.id,
    hostname: copy.arrival.proof.enrolment?.hostname ?? original.hostname,
    agencyId: original.agency_id,
    tokenId: null,
    ticketShown: copy.ticketShown,
    ticketIssued: copy.ticketIssued,
  })
}

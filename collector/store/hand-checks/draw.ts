import { hash } from 'node:crypto'
import type { Store } from '#collector/deps.ts'
import { countedState, type AgencyState, type FrozenHost } from '#domain/frozen.ts'
import { checkedControls, drawSample, frameLines } from '#domain/hand-check.ts'
import { readersOf } from '#domain/verification.ts'
import { probeIds } from '#protocol/facts/registry.ts'
import { sampleSize, type HandCheckView, type Said } from '#protocol/hand-checks.ts'
import { Refusal } from '#protocol/refusals.ts'
import { recordAudit, type Actor } from '../audit.ts'
import { hostFacts, loadFactsOf } from '../facts.ts'
import { requireAgency } from '../population.ts'
import { readWholeState } from '../snapshots/read-state.ts'
import type { Db } from '../schema.ts'
import { findHandCheck } from './read.ts'

export type DrawWanted = { readonly agencyId: string | null; readonly isStratified: boolean }
export type DrawnBy = Actor & {
  readonly newId: () => string
  readonly randomBytes: (count: number) => Uint8Array
}

const digestOf = (text: string) => hash('sha256', text, 'hex')
/** Without letters that look like digits, so that a seed can be read from paper. */
const seedAlphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const seedLength = 12

/**
 * Draws a sample of the machines that count, and keeps what the system says of each at this moment.
 * @throws Refusal AGENCY_NOT_FOUND, HAND_CHECK_NO_MACHINES
 */
export async function drawHandCheck(
  store: Pick<Store, 'db' | 'reader' | 'engine'>,
  wanted: DrawWanted,
  by: DrawnBy,
): Promise<HandCheckView> {
  const { agencyId, isStratified } = wanted
  await requireAgency(store.reader, 'all', agencyId ?? undefined)
  const found = await drawableOf(store, agencyId, by.nowMs)
  if (found.length === 0) throw new Refusal('HAND_CHECK_NO_MACHINES')
  const seed = seedFrom(by.randomBytes)
  const drawables = found.map(({ host }) => ({ hostId: host.id, class: host.class }))
  const ids = drawSample(drawables, { seed, size: sampleSize, isStratified, digestOf })
  const byId = new Map<string, Drawn>(found.map((one) => [one.host.id, one]))
  const drawn = ids.flatMap((id) => byId.get(id) ?? [])
  const facts = await loadFactsOf(
    store.reader,
    store.engine,
    drawn.map(({ host }) => host.id),
  )
  const frame = frameLines(drawables).join('\n')
  const id = by.newId()
  return store.db.transaction().execute(async (trx) => {
    await trx
      .insertInto('hand_check')
      .values({
        id,
        agency_id: agencyId,
        seed,
        is_stratified: isStratified ? 1 : 0,
        population: drawables.length,
        frame,
        frame_digest: digestOf(frame),
        drawn_ms: by.nowMs,
        drawn_by: by.actor,
        finished_ms: null,
        finished_by: null,
        checked_by: null,
        checked_on: null,
      })
      .execute()
    await insertMachines(trx, {
      id,
      drawn,
      factsOf: (host) => hostFacts(facts.get(host) ?? {}, probeIds),
    })
    const after = await findHandCheck(trx, id)
    const { actor, address, nowMs: atMs } = by
    await recordAudit(trx, { actor, address, atMs, action: 'draw-hand-check', subject: id, after })
    return after
  })
}

type Drawn = { readonly agency: AgencyState; readonly host: FrozenHost }

async function drawableOf(
  store: Pick<Store, 'reader' | 'engine'>,
  agencyId: string | null,
  nowMs: number,
): Promise<Drawn[]> {
  const moment = { cutOffMs: nowMs, knownMs: nowMs }
  const agencies = await readWholeState(store, { planId: '', moment })
  return agencies
    .filter(({ id }) => agencyId === null || id === agencyId)
    .flatMap((agency) =>
      agency.part.hosts
        // One that never reported says nothing that could be right or wrong.
        .filter((host) => host.isCounted && host.lastReceivedMs !== null)
        .map((host) => ({ agency, host })),
    )
}

function seedFrom(randomBytes: DrawnBy['randomBytes']): string {
  const letters = Array.from(randomBytes(seedLength), (byte) => seedAlphabet[byte & 31]).join('')
  return letters.replaceAll(/(.{4})(?=.)/g, '$1-')
}

type Facts = ReturnType<typeof hostFacts>
type Machines = {
  readonly id: string
  readonly drawn: readonly Drawn[]
  readonly factsOf: (hostId: FrozenHost['id']) => Facts
}

async function insertMachines(trx: Db, { id, drawn, factsOf }: Machines): Promise<void> {
  for (const [index, { agency, host }] of drawn.entries()) {
    const facts = factsOf(host.id)
    const os = facts.os?.reading
    await trx
      .insertInto('hand_check_machine')
      .values({
        check_id: id,
        position: index + 1,
        host_id: host.id,
        host_name: host.name,
        agency_name: agency.name,
        class: host.class,
        room: host.machine?.room ?? null,
        platform: os?.state === 'known' ? os.facts.platform : null,
        said: JSON.stringify(saidOf(agency, host, facts)),
      })
      .execute()
  }
}

function saidOf({ part }: AgencyState, host: FrozenHost, facts: Facts): Record<string, Said> {
  return Object.fromEntries(
    checkedControls.map((control): [string, Said] => [
      control,
      {
        state: countedState(part.controls, host, control),
        reason: host.reasons[part.controls.indexOf(control)] ?? '',
        readers: [...readersOf(control, facts)],
      },
    ]),
  )
}

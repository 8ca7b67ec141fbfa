import { signKinds, valuesOf } from '#domain/signs.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { MatchQuery } from '#protocol/register-routes.ts'
import type { MatchView } from '#protocol/register-views.ts'
import { requireAgency, type Scope } from '#store/population.ts'
import { decideMatch, type RecordedDecision } from '#store/register/decisions.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { momentOf } from './moment.ts'
import { byPair, matchPageOf, type MatchList } from './match-pages.ts'
import { countedRegisters, type CountedRegister } from './register-look.ts'
import { hostView } from './register-machines.ts'

/** Which machine of the register is which host: what is computed, and what people say. */
export function registerMatchHandlers({
  store,
  now,
  events,
}: ApiDeps): Pick<Handlers, 'matches' | 'decideMatch'> {
  const look = async (scope: Scope, agencyId: string | undefined) =>
    countedRegisters(store, { ...momentOf(undefined, now), scope, agencyId })

  return {
    async matches({ query, scope }) {
      return matchPageOf(await readMatches({ store, now }, query, scope), query)
    },

    async decideMatch({ body: { entryId, hostId, decision }, by, scope }) {
      const { agencies, decisions } = await look(scope, undefined)
      const agency = agencies.find(({ machines }) => machines.some((m) => m.entryId === entryId))
      const pair = { entryId, hostId }
      if (decision === 'matched') checkCanMatch(agency, decisions, pair)
      const view = agency && pairView(agency, pair)
      if (scope !== 'all' && !view) throw new Refusal('ENTRY_NOT_FOUND', { id: entryId })
      const [basis = 'person'] = view?.agreeing ?? []
      await store.db
        .transaction()
        .execute((trx) => decideMatch(trx, { ...pair, decision, basis }, by))
      events.publish({ kind: 'register-changed', atMs: by.nowMs })
      return { decidedMs: by.nowMs }
    },
  }
}

/** Every pair of one of the lists, by agency and then by the ids of the pair. @throws Refusal AGENCY_NOT_FOUND */
export async function readMatches(
  { store, now }: Pick<ApiDeps, 'store' | 'now'>,
  { agency, show }: Pick<MatchQuery, 'agency' | 'show'>,
  scope: Scope,
): Promise<MatchList> {
  await requireAgency(store.reader, scope, agency)
  const look = { ...momentOf(undefined, now), scope, agencyId: agency }
  const { agencies, decisions } = await countedRegisters(store, look)
  return {
    agencyIds: agencies.map((one) => one.agency.id),
    matches: agencies.flatMap((one) => matchViews(one, decisions, show).toSorted(byPair)),
  }
}

type Pair = { readonly entryId: string; readonly hostId: string }

/**
 * Both must be of one agency, and neither may have been matched with another by a person: that decision has to be
 * taken back first.
 * @throws Refusal MATCH_NOT_POSSIBLE
 */
function checkCanMatch(
  agency: CountedRegister | undefined,
  decisions: readonly RecordedDecision[],
  pair: Pair,
): void {
  const machine = agency?.machines.find(({ entryId }) => entryId === pair.entryId)
  const host = agency?.hosts.find(({ hostId }) => hostId === pair.hostId)
  const isTaken = decisions.some(
    ({ decision, entryId, hostId }) =>
      decision === 'matched' &&
      (entryId === pair.entryId || hostId === pair.hostId) &&
      !(entryId === pair.entryId && hostId === pair.hostId),
  )
  if (machine && host && !isTaken) return
  const entryCode = machine?.entry.body.code ?? pair.entryId
  throw new Refusal('MATCH_NOT_POSSIBLE', { entryCode, host: host?.hostname ?? pair.hostId })
}

function matchViews(
  agency: CountedRegister,
  decisions: readonly RecordedDecision[],
  show: MatchQuery['show'],
): MatchView[] {
  switch (show) {
    case 'doubtful':
      return agency.doubts.flatMap((doubt) => {
        const view = pairView(agency, doubt)
        return view ? [{ ...view, reasons: [...doubt.reasons] }] : []
      })
    case 'forbidden':
    case 'matched':
      return (show === 'forbidden' ? agency.forbidden : agency.matches).flatMap((match) => {
        const view = pairView(agency, match)
        const decision = decisionOn(match, decisions)
        return view ? [{ ...view, basis: match.basis, decision }] : []
      })
    case 'decided':
      return decisions.flatMap((one) => {
        const view = pairView(agency, one)
        const basis = one.decision === 'matched' ? ('person' as const) : null
        return view ? [{ ...view, basis, decision: decisionOn(one, decisions) }] : []
      })
  }
}

/** What a person said of a pair; null: nothing. */
export function decisionOn(
  pair: Pair,
  decisions: readonly RecordedDecision[],
): MatchView['decision'] {
  const found = decisions.find((one) => one.entryId === pair.entryId && one.hostId === pair.hostId)
  if (!found) return null
  const { decision, actor, recordedMs } = found
  return { decision, actor, recordedMs }
}

/** Both sides of a pair with the signs that agree and those that differ; null where one is not of the agency. */
export function pairView(
  { agency, machines, hosts }: CountedRegister,
  pair: Pair,
): MatchView | null {
  const machine = machines.find(({ entryId }) => entryId === pair.entryId)
  const host = hosts.find(({ hostId }) => hostId === pair.hostId)
  if (!machine || !host) return null
  const [left, right] = [valuesOf(machine.signs), valuesOf(host.signs)]
  const known = signKinds.filter((kind) => left[kind].length > 0 && right[kind].length > 0)
  const agrees = (kind: (typeof signKinds)[number]) =>
    left[kind].some((value) => right[kind].includes(value))
  const { entryId, class: of, entry, signs, carriesNoAgent } = machine
  const { code, room, state } = entry.body
  return {
    agency,
    machine: {
      entryId,
      code,
      class: of,
      room,
      state,
      carriesNoAgent,
      signs: { ...signs, macs: [...signs.macs] },
    },
    host: hostView(host),
    agreeing: known.filter(agrees),
    conflicting: known.filter((kind) => !agrees(kind)),
    reasons: [],
    basis: null,
    decision: null,
  }
}

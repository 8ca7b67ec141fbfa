import { cutOffMsOf, periodOf } from '#domain/periods.ts'
import { dayOf } from '#domain/register.ts'
import { productSettings } from '#domain/settings.ts'
import type { ChainCheck, CutOffView, SnapshotDetail } from '#protocol/snapshot-views.ts'
import type { EpochMs } from '#protocol/values.ts'
import { cutOffRevisions, decideCutOff, readCutOffRules } from '#store/snapshots/cut-offs.ts'
import { readHead } from '#store/chain-head.ts'
import { isWithin, type Scope } from '#store/population.ts'
import type { Db } from '#store/schema.ts'
import {
  findLastSigned,
  findPeriodSnapshot,
  findSnapshot,
  listSnapshots,
} from '#store/snapshots/list.ts'
import { openPlanOf, openSnapshotAlone } from '#store/snapshots/open.ts'
import { firstKnownMs } from '#store/snapshots/read-agencies.ts'
import { amendSnapshot, takeByHand, type Taking } from '#store/snapshots/taking.ts'
import { withSentReports } from '#store/snapshots/sent-reports.ts'
import { checkChain } from '#store/snapshots/verify.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { agencyShown } from './scope.ts'
import { planAt, provisionalIn, snapshotIndicators } from './snapshot-states.ts'

type Names =
  | 'snapshots'
  | 'snapshot'
  | 'takeSnapshot'
  | 'amendSnapshot'
  | 'snapshotChain'
  | 'cutOffs'
  | 'decideCutOff'

/** Who has decided what nobody has. */
const productAuthor = productSettings.silentAfterDays.author

/** Who asks again within so long is answered by the same check. */
const checkKeptMs = 30_000

/** Frozen figures and their chain. */
export function snapshotHandlers(deps: ApiDeps): Pick<Handlers, Names> {
  const { store, now, newId, events } = deps
  const chain = createChainCheck(deps)
  const tell = (atMs: EpochMs) => events.publish({ kind: 'register-changed', atMs })

  return {
    async snapshots({ query: { plan, kind, asOf, knownAt, page, pageSize }, scope }) {
      const listed = await listSnapshots(store.reader, {
        planId: plan,
        kind,
        untilMs: asOf,
        knownAtMs: knownAt,
        page,
        pageSize,
      })
      const snapshots = await withSentReports(store.reader, listed.snapshots, scope)
      return {
        ...listed,
        snapshots,
        page,
        pageSize,
        head: await readHead(store.reader, 'snapshot'),
        lastSigned: await findLastSigned(store.reader, { planId: plan, untilMs: asOf, scope }),
      }
    },

    async snapshot({ params: { id }, query: { agency, indicator }, user, scope }) {
      const agencyId = await agencyShown(store.reader, { scope, user }, agency)
      return detailOf(deps, id, { agencyId, indicator, scope })
    },

    async takeSnapshot({ body, by }) {
      const taken = await takeByHand(takingOf(deps), body, { ...by, newId })
      tell(by.nowMs)
      return taken
    },

    async amendSnapshot({ params: { id }, body: { reason }, by }) {
      const amendment = { snapshotId: id, reason }
      const taken = await amendSnapshot(takingOf(deps), amendment, { ...by, newId })
      tell(by.nowMs)
      return taken
    },

    snapshotChain: () => chain.check(now()),

    async cutOffs({ query: { plan } }) {
      return {
        cutOffs: await cutOffsAround(deps, plan),
        ...(await cutOffRules(store.reader)),
      }
    },

    async decideCutOff({ body, by }) {
      await decideCutOff(store, body, by)
      return cutOffRules(store.db)
    },
  }
}

const cutOffRules = async (db: Db) => ({
  rules: [...(await readCutOffRules(db))],
  revisions: await cutOffRevisions(db),
})

const takingOf = ({ store, provinceId, contexts }: ApiDeps): Taking => ({
  store,
  provinceId,
  contextRevision: contexts.current().revision,
})

type DetailLook = {
  /** Whose values; null: those of the province. */
  readonly agencyId: string | null
  /** Of this one the values of every agency. */
  readonly indicator: string | undefined
  readonly scope: Scope
}

async function detailOf(
  { store }: ApiDeps,
  id: string,
  { agencyId: shownId, indicator, scope }: DetailLook,
): Promise<SnapshotDetail> {
  const { snapshot } = await openSnapshotAlone(store.reader, { id })
  const plan = await openPlanOf(store.reader, snapshot)
  const found = await findSnapshot(store.reader, id)
  const [row] = found ? await withSentReports(store.reader, [found], scope) : []
  if (!row) throw new Error(`snapshot ${id} was opened and is not listed`)
  const own = snapshot.agencies.filter((one) => isWithin(scope, one.id))
  const hosts = own.reduce((sum, one) => sum + one.hosts, 0)
  return {
    snapshot: { ...row, agencies: own.length, hosts },
    planName: plan.name,
    knownMs: snapshot.knownMs,
    indicators: snapshotIndicators(plan),
    provisional: await provisionalIn(store.reader, plan, snapshot.createdMs),
    agencies: own.map(({ id: agencyId, name, exclusion }) => ({ id: agencyId, name, exclusion })),
    values: snapshot.values.filter(
      ({ agencyId, indicatorId }) =>
        isWithin(scope, agencyId) &&
        (agencyId === shownId || (indicator !== undefined && indicatorId === indicator)),
    ),
    settings: Object.entries(snapshot.settings).map(([key, setting]) => ({
      key,
      value: JSON.stringify(setting.value),
      author: setting.author === productAuthor ? null : setting.author,
      decidedOn: setting.decidedOn,
    })),
  }
}

/** The quarters and years of last year and this one of which there are data, the first cut-off first. */
async function cutOffsAround(deps: ApiDeps, plan: string | undefined): Promise<CutOffView[]> {
  const { store, now } = deps
  const nowMs = now()
  const year = Number(dayOf(nowMs).slice(0, 4))
  const defined = await planAt(deps, { planId: plan, atMs: nowMs, knownMs: nowMs })
  const rules = await readCutOffRules(store.reader)
  const firstMs = (await firstKnownMs(store.reader)) ?? nowMs
  const ids = [year - 1, year].flatMap((one) => [
    ...[1, 2, 3, 4].map((quarter) => `${one}-Q${quarter}`),
    String(one),
  ])
  const views: CutOffView[] = []
  for (const id of ids) {
    const period = periodOf(id)
    const cutOffMs = period && cutOffMsOf(period, rules)
    if (cutOffMs === null) continue
    if (cutOffMs < firstMs) continue
    const held = await findPeriodSnapshot(store.reader, { planId: defined.plan.id, period: id })
    views.push({ period: id, cutOffMs, isPast: cutOffMs <= nowMs, snapshotId: held?.id ?? null })
  }
  return views.toSorted((left, right) => left.cutOffMs - right.cutOffMs)
}

/** One check serves all who ask while it runs, and shortly after. */
function createChainCheck({ store }: ApiDeps): { check(nowMs: EpochMs): Promise<ChainCheck> } {
  let held: { readonly atMs: EpochMs; readonly checking: Promise<ChainCheck> } | null = null
  return {
    check(nowMs) {
      if (held && nowMs - held.atMs < checkKeptMs) return held.checking
      const checking = checkChain(store.reader)
      held = { atMs: nowMs, checking }
      // What could not be checked is not kept.
      checking.catch(() => (held = null))
      return checking
    },
  }
}

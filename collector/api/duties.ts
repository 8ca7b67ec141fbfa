import { mondayAgencyOf } from '#domain/monday-agency.ts'
import { mondayHeadOf } from '#domain/monday.ts'
import { dayOf } from '#domain/register.ts'
import { shareText } from '#domain/sharing.ts'
import { mondayLimits } from '#protocol/monday.ts'
import { Refusal } from '#protocol/refusals.ts'
import { recordAudit } from '#store/audit.ts'
import { readMondayAgency, readMondayHead } from '#store/monday/read-monday.ts'
import { readCalendar } from '#store/obligations/standing.ts'
import { requireAgency } from '#store/population.ts'
import { plansOn } from '#store/plans/versions.ts'
import { readShare } from '#store/sharing/read-share.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { handCheckHandlers } from './hand-checks.ts'
import { obligationHandlers } from './obligations.ts'

type Own = 'mondayHead' | 'mondayAgency' | 'share'
type Names =
  Own | keyof ReturnType<typeof handCheckHandlers> | keyof ReturnType<typeof obligationHandlers>

/** Obligations, checks by hand, Monday's sheets and what is shared upward. */
export function dutyHandlers(deps: ApiDeps): Pick<Handlers, Names> {
  return { ...obligationHandlers(deps), ...handCheckHandlers(deps), ...ownHandlers(deps) }
}

function ownHandlers(deps: ApiDeps): Pick<Handlers, Own> {
  const { store, now, provinceId, documentSigner } = deps

  /** @throws Refusal PLAN_NOT_FOUND */
  async function wantedFor(planId: string | undefined) {
    const nowMs = now()
    const plans = await plansOn(store.reader, provinceId, { day: dayOf(nowMs), knownAtMs: null })
    const found = plans.find(({ plan }) => planId === undefined || plan.id === planId)
    if (!found) throw new Refusal('PLAN_NOT_FOUND', { planId: planId ?? '' })
    const calendar = await readCalendar(store.reader, provinceId)
    return { planId: found.plan.id, calendar, nowMs }
  }

  return {
    async mondayHead({ query }) {
      const read = await readMondayHead(store.reader, await wantedFor(query.plan))
      return { sheet: read && mondayHeadOf(read) }
    },

    async mondayAgency({ params, query, scope }) {
      await requireAgency(store.reader, scope, params.agency)
      const wanted = { ...(await wantedFor(query.plan)), agencyId: params.agency }
      const machinesMax = query.all === 'yes' ? mondayLimits.allMachines : mondayLimits.machines
      const read = await readMondayAgency(store.reader, wanted)
      return { sheet: read && mondayAgencyOf({ ...read, machinesMax }) }
    },

    async share({ params: { period }, query, by }) {
      const wanted = { provinceId, period, planId: query.plan, nowMs: now() }
      const document = shareText(await readShare(store.reader, wanted))
      const { actor, address, nowMs: atMs } = by
      await recordAudit(store.db, { actor, address, atMs, action: 'share', subject: period })
      return {
        document,
        signature: Buffer.from(documentSigner.sign(document)).toString('base64'),
        certificates: documentSigner.certificates,
      }
    },
  }
}

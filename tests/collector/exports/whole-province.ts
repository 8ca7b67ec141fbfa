import { survey } from '#collector/jobs/survey.ts'
import type { routes } from '#protocol/routes.ts'
import { startTwoAgencies } from '#tests/collector/access/two-agencies.ts'
import {
  declareLan as declareNetworks,
  seenDevices,
  tellNeighbours,
} from '#tests/support/seen-neighbours.ts'
import { holdRelease } from '#tests/support/update/held-release.ts'
import { jobsAt, run } from '#tests/collector/jobs/running-jobs.ts'
import { call, type RunningApi, type SignedIn } from '#tests/collector/api/running-api.ts'
import { askAs } from './asking.ts'

/** A province in which every list has something. */
export type WholeProvince = {
  readonly api: RunningApi
  readonly administrator: SignedIn
  readonly ids: {
    readonly planId: string
    /** Of hosts; one whose shortfall is of licences; one whose shortfall is of firewalls. */
    readonly indicator: string
    readonly licences: string
    readonly firewalls: string
    readonly snapshotId: string
    readonly agencyId: string
    readonly otherAgencyId: string
    readonly checkId: string
    readonly remedy: string
  }
}

export async function startWholeProvince(): Promise<WholeProvince> {
  const { api, administrator, own, foreign } = await startTwoAgencies()
  const ask = askAs(api, administrator)
  const post = async (url: string, body: object) => {
    const answer = await call(api, administrator, { method: 'POST', url, body })
    if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.body}`)
  }
  const { agencyId } = own
  const { plan, indicators } = await ask('overview')
  const planId = plan?.id ?? ''
  await changeOrganisations(post, { agencyId: foreign.agencyId, planId })
  await post('/api/products', { name: '=Diệt virus lạ', product: null })
  await declareLan(post, agencyId, 'LAN 1')
  const seenBy = { host: own.hostId, seen: seenDevices, atMs: api.clock.nowMs, sequence: 20 }
  await declareNetworks(api.store, agencyId)
  await tellNeighbours(api.store, seenBy)
  const checkId = own.checkId
  await findMet(post, await ask('handCheck', { params: { id: checkId } }))
  api.jobs.push({ id: 'silence', nextMs: api.clock.nowMs + 60_000 })
  await holdRelease(api.store.db, 3, { actor: 'command', address: null, nowMs: api.clock.nowMs })
  await run(survey, jobsAt(api.store, api.clock.nowMs))
  const metricOf = async (indicator: string) =>
    (await ask('indicator', { params: { id: planId, indicator } })).metric.id
  const metrics = new Map<string, string>()
  for (const { id } of indicators) metrics.set(await metricOf(id), id)
  const { snapshots } = await ask('snapshots')
  const { groups } = await ask('work')
  return {
    api,
    administrator,
    ids: {
      planId,
      indicator: indicators.find(({ control }) => control !== null)?.id ?? '',
      licences: indicators.find(({ control }) => control === 'antivirus-licensed')?.id ?? '',
      firewalls: metrics.get('lans-with-firewall') ?? '',
      snapshotId: snapshots.find((one) => one.planId === planId)?.id ?? '',
      agencyId: foreign.agencyId,
      otherAgencyId: foreign.agencyId,
      checkId,
      remedy: groups.toSorted((one, other) => other.machines - one.machines)[0]?.remedy ?? '',
    },
  }
}

type Post = (url: string, body: object) => Promise<void>

async function changeOrganisations(
  post: Post,
  { agencyId, planId }: { agencyId: string; planId: string },
): Promise<void> {
  const change = (one: object) => post('/api/organisation-changes', { change: one })
  const days = { fromDay: '2026-01-01', untilDay: null }
  await change({
    kind: 'exclude',
    exclusion: { planId, agencyId, reason: 'Thuộc lĩnh vực quản lý khác', ...days },
  })
  await change({
    kind: 'assign-role',
    assignment: {
      role: 'finance',
      agencyId,
      organisationName: 'Sở Tài chính',
      forAgencyId: null,
      source: 'Quyết định 1',
      ...days,
    },
  })
}

const declareLan = (post: Post, agencyId: string, name: string) =>
  post('/api/register/entries', {
    kind: 'lan',
    agencyId,
    fromDay: '2026-01-01',
    body: { name, place: null, hasBroadband: true, hasFirewall: false, firewallProduct: null },
  })

type Check = ReturnType<(typeof routes.handCheck.output)['parse']>

/** Somebody stood before the first machine and found everything as it should be. */
const findMet = (post: Post, { check, machines, steps }: Check) =>
  post(`/api/hand-checks/${check.id}/findings`, {
    findings: steps.map(({ control }) => ({
      position: machines[0]?.position ?? 1,
      control,
      found: 'met',
    })),
  })

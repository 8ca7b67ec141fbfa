import { expect } from 'vitest'
import { decodeJoin } from '#protocol/join.ts'
import { routes, type RouteName } from '#protocol/routes.ts'
import { listWaiting } from '#store/waiting/waiting.ts'
import { aScriptMachine } from '#tests/support/script-machine.ts'
import { deviceOf } from '../access/two-agencies.ts'
import type { RunningApi } from '../api/running-api.ts'
import { ask, newcomer } from '../install/newcomers.ts'
import { writeInstaller } from '../install/packages.ts'
import type { walker } from './walk.ts'
import { walkNeighbours } from './walk-neighbours.ts'

type Walk = (
  name: RouteName,
  sent?: Parameters<ReturnType<typeof walker>['walk']>[2],
) => ReturnType<ReturnType<typeof walker>['walk']>

type Walking = { readonly api: RunningApi; readonly agencyId: string; readonly walk: Walk }

/** A package is taken, an agency's installer made, and a machine that waits is let in: it has declared nothing; what others see is set aside. */
export async function letIn({ api, agencyId, walk }: Walking): Promise<void> {
  const name = 'khien-agent-0.1.0-windows-x64.msi'
  await writeInstaller(api.packagesFolder, name)
  await walk('installPackage', { params: { name } })
  const limits = { networks: ['192.0.2.0/24'], waitsBeyondDeclared: true }
  const made = await walk('createToken', {
    body: { agencyId, usesMax: 1, validForHours: 1, ...limits },
  })
  const { join, token } = routes.createToken.output.parse(made.json())
  await walk('agencyInstaller', { params: { agency: agencyId }, body: { join } })
  const { nowMs } = api.clock
  const machine = newcomer(decodeJoin(join).token)
  const answer = await ask(api.store, machine, { address: '192.0.2.7', nowMs })
  expect(answer).toBe('ENROLMENT_AWAITS_APPROVAL')
  const asked = { scope: 'all', agencyId, nowMs } as const
  const [waiting] = (await listWaiting(api.store.db, asked)).machines
  await walk('decideWaiting', {
    body: { hostIds: [waiting?.hostId ?? ''], decision: 'approved' },
  })
  await walk('revokeToken', { params: { id: token.id } })
  await walkNeighbours(api.store, agencyId, walk)
}

/** One machine posts its report, another one's is handed in; each brings a token of its own. */
export async function reportByScript({ api, agencyId, walk }: Walking): Promise<void> {
  const body = { agencyId, usesMax: 2, validForHours: 1 }
  const { join } = routes.createToken.output.parse((await walk('createToken', { body })).json())
  const { token } = decodeJoin(join)
  for (const name of ['postScriptReport', 'carryScriptReport'] as const) {
    const madeMs = api.clock.nowMs
    const bytes = aScriptMachine(name).report({ madeMs, session: 1, readings: {}, token })
    await walk(name, { bytes })
  }
}

/** A camera is declared, refused, and reviewed again. */
export async function walkDevice({ agencyId, walk }: Omit<Walking, 'api'>): Promise<void> {
  const made = await walk('createEntry', { body: deviceOf(agencyId, 'CAM-1') })
  const { entryId: id } = routes.createEntry.output.parse(made.json()).entry
  const answers = { 'password-changed': 'no', 'firmware-current': 'yes' }
  const refused = { status: 'refused', answers, note: 'còn mật khẩu mặc định' }
  await walk('reviewDevice', { params: { id }, body: { ...refused, expectedRevision: 0 } })
  const again = { status: 'under-review', answers: { 'password-changed': 'not-applicable' } }
  await walk('reviewDevice', { params: { id }, body: { ...again, expectedRevision: 1 } })
}

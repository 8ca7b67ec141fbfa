import { routes, type RouteName } from '#protocol/routes.ts'
import { signInAs, type RunningApi } from '../api/running-api.ts'
import { ownKeys, signedText } from '../device-checks/made-authorisation.ts'
import type { SeededProvince } from '#tests/support/seed.ts'
import { walkDevice } from './let-in.ts'
import type { walker } from './walk.ts'

type Steps = ReturnType<typeof walker>
type Sent = Parameters<Steps['walk']>[2]
type Walking = {
  readonly api: RunningApi
  readonly province: SeededProvince
  readonly steps: Steps
  readonly walk: (name: RouteName, sent?: Sent) => ReturnType<Steps['walk']>
}

/** The key whose signature the console has to believe. */
export const checkKeys = ownKeys

/** A device is declared and reviewed, and what allows to check devices goes its way. */
export async function walkDevices(walking: Walking): Promise<void> {
  await walkDevice({ agencyId: walking.province.health, walk: walking.walk })
  await walkChecks(walking)
}

/** An authorisation goes from its draft to its withdrawal, another is not agreed to; all checks are stopped and go on. */
async function walkChecks({ api, province, walk, steps }: Walking): Promise<void> {
  const agencyId = province.health
  const host = province.hosts.find((one) => one.agencyId === agencyId)
  const hostId = host?.id ?? ''

  const reader = await signInAs(api, 'administrator', 'giu-khoa')
  const head = await signInAs(api, 'agency-head', 'thu-truong', agencyId)
  const terms = {
    document: 'Kế hoạch 12/KH-UBND',
    approvedBy: 'Giám đốc Sở',
    subnet: '192.168.1.0/24',
    untilDay: new Date(api.clock.nowMs + 7 * 86_400_000).toISOString().slice(0, 10),
    window: { from: 480, until: 1020 },
  }
  const drafted = async () => {
    const made = await walk('draftDeviceCheck', {
      body: { ...terms, agencyId, hostId, devices: [] },
    })
    return { id: routes.draftDeviceCheck.output.parse(made.json()).id }
  }
  const params = await drafted()
  const agreed = { isAgreed: true, expectedRevision: 1 }
  await steps.walk(head, 'agreeDeviceCheck', { params, body: agreed })
  const read = await steps.send(reader, 'deviceCheckText', { params })
  const { text } = routes.deviceCheckText.output.parse(read.json())
  await walk('uploadDeviceCheck', { params, body: { file: signedText(text), expectedRevision: 2 } })
  await walk('withdrawDeviceCheck', { params, body: { reason: 'đã đổi', expectedRevision: 3 } })
  const not = { isAgreed: false, reason: 'chưa báo', expectedRevision: 1 }
  await steps.walk(head, 'agreeDeviceCheck', { params: await drafted(), body: not })
  const stop = { isStopped: true, reason: 'sự cố', expectedRevision: 0 }
  const stopped = await walk('setDeviceCheckSwitch', { body: stop })
  const { revision } = routes.setDeviceCheckSwitch.output.parse(stopped.json())
  const go = { isStopped: false, reason: 'đã xử lý', expectedRevision: revision }
  await walk('setDeviceCheckSwitch', { body: go })
}

import { decodeJoin } from '#protocol/join.ts'
import { Refusal } from '#protocol/refusals.ts'
import { findEnrolment, keepEnrolment } from '../enrolment.ts'
import { openIdentity } from '../identity.ts'
import { knock } from './knock.ts'
import { enrolmentBy, holdingFolder, sessionPartsOf, type Tools } from './tools.ts'

/** Enrols this machine with the collector of a join string. What it looks at is first sent by `run`. */
export async function enrol(tools: Tools, joined: string): Promise<void> {
  const { address, pins, token } = decodeJoin(joined)
  const { clock, config, print, words } = tools
  await holdingFolder(config.dataDir, async () => {
    const enrolled = findEnrolment(config.dataDir)
    if (enrolled) throw new Refusal('AGENT_ALREADY_ENROLLED', { address: enrolled.address })
    const identity = openIdentity(config.dataDir)
    const parts = { ...(await sessionPartsOf(tools, identity)), enrolment: enrolmentBy(token) }
    const { hostId } = await knock({ address, pins }, parts, 'stopping')
    keepEnrolment(config.dataDir, { address, pins, hostId, enrolledAtMs: clock.now() })
    print(words.t('agent.enrolled', { address, hostId }))
  })
}

import { decodeJoin } from '#protocol/join.ts'
import { Refusal } from '#protocol/refusals.ts'
import { bringsNews, findEnrolment, keepEnrolment } from '../enrolment.ts'
import { openIdentity } from '../identity.ts'
import { knock } from './knock.ts'
import { enrolmentBy, holdingFolder, sessionPartsOf, type Tools } from './tools.ts'

/**
 * Enrols this machine with the collector of a join string. What it looks at is first sent by `run`.
 * On a machine that is enrolled, a join string of the same collector brings a new address and new pins.
 */
export async function enrol(tools: Tools, joined: string): Promise<void> {
  const ticket = decodeJoin(joined)
  const { clock, config, print, words } = tools
  await holdingFolder(config.dataDir, async () => {
    const enrolled = findEnrolment(config.dataDir)
    if (enrolled && !bringsNews(enrolled, ticket)) {
      throw new Refusal('AGENT_ALREADY_ENROLLED', { address: enrolled.address })
    }
    const identity = openIdentity(config.dataDir)
    const parts = {
      ...(await sessionPartsOf(tools, identity)),
      enrolment: enrolmentBy(ticket.token),
    }
    const { hostId } = await knock({ target: ticket, proxy: config.proxy }, parts, 'stopping')
    keepEnrolment(config.dataDir, enrolled, { target: ticket, hostId, nowMs: clock.now() })
    print(words.t('agent.enrolled', { address: ticket.address, hostId }))
  })
}

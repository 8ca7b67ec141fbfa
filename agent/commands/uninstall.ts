import { existsSync } from 'node:fs'
import { Refusal } from '#protocol/refusals.ts'
import { findEnrolment, removeData } from '../enrolment.ts'
import { openIdentity } from '../identity.ts'
import { describeRefusal } from '../sentence.ts'
import { knock } from './knock.ts'
import { holdingFolder, sessionPartsOf, type Tools } from './tools.ts'

/** Says goodbye to the collector and removes what the agent keeps. Without `isAgreed` it only says what it would do. */
export async function uninstall(tools: Tools, isAgreed: boolean): Promise<boolean> {
  const { config, print, words } = tools
  const folder = config.dataDir
  if (!isAgreed) {
    print(words.t('agent.uninstall.ask', { folder }))
    return false
  }
  if (existsSync(folder)) {
    await holdingFolder(folder, async () => {
      await sayGoodbye(tools)
      removeData(folder)
    })
  }
  print(words.t('agent.uninstall.done', { folder }))
  return true
}

/** A collector that cannot be reached does not keep a machine from being freed of its agent. */
async function sayGoodbye(tools: Tools): Promise<void> {
  const { config, print, words } = tools
  try {
    const enrolled = findEnrolment(config.dataDir)
    if (!enrolled) return
    const parts = await sessionPartsOf(tools, openIdentity(config.dataDir))
    await knock(enrolled, { ...parts, enrolment: null }, 'uninstalling')
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    print(words.t('agent.uninstall.noGoodbye', { why: describeRefusal(error, words) }))
  }
}

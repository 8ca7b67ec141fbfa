import { existsSync } from 'node:fs'
import { Refusal } from '#protocol/refusals.ts'
import { findEnrolment, removeData } from '../enrolment.ts'
import { openIdentity } from '../identity.ts'
import { removeJoinFile } from '../join-file.ts'
import { describeRefusal } from '../sentence.ts'
import { knock } from './knock.ts'
import { holdingFolder, sessionPartsOf, type Tools } from './tools.ts'

/** What was asked for: to say goodbye and nothing else, or also to remove, for which one has to agree. */
export type Leaving = { readonly keepsData: boolean; readonly isAgreed: boolean }

/**
 * Says goodbye to the collector and removes what the agent keeps. Without a yes it only says what it would do.
 * A package that is removed but not purged keeps the data, so that the machine comes back as the same host.
 */
export async function uninstall(tools: Tools, leaving: Leaving): Promise<boolean> {
  const { config, print, words } = tools
  const folder = config.dataDir
  if (leaving.keepsData) {
    if (existsSync(folder)) await holdingFolder(folder, () => sayGoodbye(tools))
    return true
  }
  if (!leaving.isAgreed) {
    print(words.t('agent.uninstall.ask', { folder }))
    return false
  }
  if (existsSync(folder)) {
    await holdingFolder(folder, async () => {
      await sayGoodbye(tools)
      removeData(folder)
    })
  }
  if (config.joinFile !== null) removeJoinFile(config.joinFile)
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
    const way = { target: enrolled, proxy: config.proxy }
    await knock(way, { ...parts, enrolment: null }, 'uninstalling')
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    print(words.t('agent.uninstall.noGoodbye', { why: describeRefusal(error, words) }))
  }
}

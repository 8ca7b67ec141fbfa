import { readFile, stat } from 'node:fs/promises'
import { Refusal } from '#protocol/refusals.ts'
import { scriptReportLimits } from '#protocol/script-reports.ts'
import { openStoreBeside } from '#store/open.ts'
import { openContexts } from '../contexts.ts'
import { createEvents } from '../events.ts'
import { createScriptReports } from '../gateway/script-reports.ts'
import { createIngest } from '../ingest.ts'
import { storeOptions, type Tools } from './tools.ts'

/**
 * Takes reports of machines without an agent, carried here as files. Works beside a collector that is running. One bad
 * file stops no other; answers what was refused.
 */
export async function importReports(
  tools: Tools,
  files: readonly string[],
): Promise<readonly Refusal[]> {
  const { now, log, print, words } = tools
  const store = await openStoreBeside(storeOptions(tools))
  const contexts = await openContexts({ store, log })
  const context = () => contexts.current()
  const ingest = createIngest({ store, now, context, events: createEvents(log), log })
  const reports = createScriptReports({ ...tools, store, ingest })
  const refusals: Refusal[] = []
  try {
    for (const file of files) {
      const by = { actor: 'command', address: null, nowMs: now() }
      try {
        const taken = await reports.take(await read(file), { way: 'carried', by, scope: 'all' })
        const { hostname, outcome } = taken
        if (outcome === 'duplicate') throw new Refusal('SCRIPT_REPORT_OLDER', { hostname })
        print(words.t('script.carry.done', { hostname, made: words.time(taken.madeMs) }))
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        print(file)
        refusals.push(error)
      }
    }
  } finally {
    await ingest.close()
    await contexts.close()
    await store.close()
  }
  return refusals
}

async function read(file: string): Promise<Buffer> {
  const { bytesMax } = scriptReportLimits
  try {
    const { size } = await stat(file)
    if (size > bytesMax) throw new Refusal('SCRIPT_REPORT_TOO_LARGE', { bytesMax })
    return await readFile(file)
  } catch (error) {
    if (error instanceof Refusal) throw error
    const detail = error instanceof Error ? error.message : String(error)
    throw new Refusal('FILE_NOT_READABLE', { file, detail })
  }
}

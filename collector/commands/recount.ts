import { recordAudit } from '#store/audit.ts'
import { openStoreBeside } from '#store/open.ts'
import { recount as countAnew, repairCounters } from '#store/recount.ts'
import { storeOptions, type Tools } from './tools.ts'

/** Counts all hosts anew and prints which counters differ. True: none does, or they were put right. */
export async function recount(tools: Tools, isRepairing: boolean): Promise<boolean> {
  const { print, words } = tools
  const store = await openStoreBeside(storeOptions(tools))
  try {
    const differences = isRepairing
      ? await repairCounters(store.db, store.engine)
      : await countAnew(store.db)
    for (const difference of differences) print(JSON.stringify(difference))
    if (isRepairing && differences.length > 0) {
      await recordAudit(store.db, {
        actor: 'command',
        address: null,
        atMs: tools.now(),
        action: 'repair-counts',
        subject: 'counter',
        before: differences.map(({ counted: _counted, ...difference }) => difference),
        after: differences.map(({ held: _held, ...difference }) => difference),
      })
    }
    const key = isRepairing ? 'collector.recount.repaired' : 'collector.recount.differing'
    print(words.t(key, { count: differences.length }))
    return isRepairing || differences.length === 0
  } finally {
    await store.close()
  }
}

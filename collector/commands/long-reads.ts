import type { LongReads } from '#collector/api/long-reads.ts'
import type { Events, Log } from '../deps.ts'
import { answerInThread } from '../long-reads/thread.ts'
import { storeOptions, type Tools } from './tools.ts'

/** The thread of long reads: told of what makes its answers old, and telling browsers when there are newer ones. */
export function openLongReads(tools: Tools, events: Events): LongReads {
  const { config, log, now } = tools
  const { url, file } = storeOptions(tools)
  const { province: provinceId, logLevel } = config
  const renewed = () => events.publish({ kind: 'figures-read', atMs: now() })
  const longReads = answerInThread({ url, file, provinceId, logLevel }, { now, log, renewed })
  events.subscribe(({ kind }) => {
    if (kind === 'register-changed' || kind === 'judging-changed') longReads.forget()
    if (kind === 'hosts-reported') longReads.changed()
  })
  return longReads
}

/** Who signs in first after a start, or a restart, finds the scorecard read; a collector that stops does not care. */
export function readAhead(longReads: LongReads, log: Log, stopping: AbortSignal): void {
  const question = {
    name: 'overview',
    params: undefined,
    query: {},
    scope: 'all',
    work: null,
  } as const
  longReads.answer(question).catch((error: unknown) => {
    if (!stopping.aborted) log.info({ err: error }, 'the scorecard was not read ahead')
  })
}

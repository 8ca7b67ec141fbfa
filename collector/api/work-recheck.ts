import { setTimeout as pause } from 'node:timers/promises'
import { recordRecheck } from '#store/audit.ts'
import { reportedSince } from '#store/work/reported-since.ts'
import type { ApiDeps, Handlers } from './call.ts'

/** Agents that are asked together answer together: so many a second are what the gateway does not feel. */
const pauseMs = 10

/** Asks many agents to report now, and tells how many have. */
export function recheckHandlers({
  store,
  connections,
}: ApiDeps): Pick<Handlers, 'recheckMany' | 'recheckAnswers'> {
  return {
    async recheckMany({ body, scope, by }) {
      const { engine, reader } = store
      const look = { scope, hostIds: body.hostIds, sinceMs: null }
      const mine = new Set(await reportedSince({ engine, reader }, look))
      const asked: string[] = []
      const notConnected: string[] = []
      for (const id of mine) {
        if (connections.ask(id)) {
          asked.push(id)
          await pause(pauseMs)
        } else notConnected.push(id)
      }
      await recordRecheck(store.db, asked, by)
      return { askedMs: by.nowMs, asked, notConnected }
    },

    async recheckAnswers({ body: { hostIds, askedMs }, scope }) {
      return { answered: await reportedSince(store, { scope, hostIds, sinceMs: askedMs }) }
    },
  }
}

import { Refusal } from '#protocol/refusals.ts'
import { readHost } from '#store/host.ts'
import { findListedHost, listHosts } from '#store/hosts.ts'
import { readSettings } from '#store/judging.ts'
import { requireAgency } from '#store/population.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { hostViewOf } from './host-view.ts'
import { momentOf } from './moment.ts'
import { scopeUnder } from './scope-under.ts'

/** Hosts: the list, one of them, and the one thing that may be asked of it. */
export function hostHandlers({
  store,
  connections,
  now,
}: ApiDeps): Pick<Handlers, 'hosts' | 'host' | 'recheck'> {
  return {
    async hosts({ query: { asOf, ...query }, scope }) {
      await requireAgency(store.reader, scope, query.agency)
      await requireAgency(store.reader, scope, query.under)
      const { asOfMs, shownMs } = momentOf(asOf, now)
      const within = await scopeUnder(store.reader, scope, { under: query.under, shownMs })
      const { total, hosts } = await listHosts(store, { scope: within, asOfMs, query })
      const { page, pageSize } = query
      const isConnected = (id: string) => asOfMs === null && connections.isConnected(id)
      return {
        asOfMs: shownMs,
        total,
        page,
        pageSize,
        hosts: hosts.map((host) => ({ ...host, isConnected: isConnected(host.id) })),
      }
    },

    async host({ params: { id }, query, scope }) {
      const { asOfMs, shownMs } = momentOf(query.asOf, now)
      const record = await readHost(store, { scope, asOfMs, id })
      if (!record) throw new Refusal('HOST_NOT_FOUND', { id })
      const isConnected = asOfMs === null && connections.isConnected(id)
      const settings = await readSettings(store.reader, asOfMs)
      return hostViewOf(record, { asOfMs: shownMs, isConnected, settings })
    },

    async recheck({ params: { id }, scope, by }) {
      const host = await findListedHost(store, { scope, asOfMs: null, id })
      if (!host) throw new Refusal('HOST_NOT_FOUND', { id })
      if (!connections.ask(id)) throw new Refusal('HOST_NOT_CONNECTED')
      return { askedMs: by.nowMs }
    },
  }
}

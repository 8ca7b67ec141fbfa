import { Refusal } from '#protocol/refusals.ts'
import { recordRecheck } from '#store/audit.ts'
import { readHost } from '#store/host.ts'
import { listHosts, requireHost } from '#store/hosts.ts'
import { readSettings } from '#store/judging.ts'
import { readOpenedPorts } from '#store/ports/read-opened.ts'
import { requireAgency } from '#store/population.ts'
import { createProvisionalReader } from '#store/provisional.ts'
import type { WorkReader } from '#store/work/read-machines.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { hostViewOf } from './host-view.ts'
import { momentOf } from './moment.ts'
import { withRemedy } from './remedied-hosts.ts'
import { scopeUnder } from './scope-under.ts'

type ListDeps = Pick<ApiDeps, 'store' | 'now'> & {
  readonly connections: Pick<ApiDeps['connections'], 'isConnected'>
}

/** The list of hosts. */
export function hostListHandlers(
  { store: opened, connections, now }: ListDeps,
  readWork: WorkReader,
): Pick<Handlers, 'hosts'> {
  const store = { ...opened, readProvisional: createProvisionalReader(opened) }
  return {
    async hosts({ query: { asOf, ...query }, scope }) {
      await requireAgency(store.reader, scope, query.agency)
      await requireAgency(store.reader, scope, query.under)
      const { asOfMs, shownMs } = momentOf(asOf, now)
      const within = await scopeUnder(store.reader, scope, { under: query.under, shownMs })
      const view = { scope: within, asOfMs }
      const wanted = await withRemedy(readWork, view, query)
      const { total, hosts } = await listHosts(store, { ...view, query: { ...wanted, shownMs } })
      const { page, pageSize, after } = query
      const last = after !== undefined && hosts.length === pageSize ? hosts.at(-1) : undefined
      const isConnected = (id: string) => asOfMs === null && connections.isConnected(id)
      return {
        asOfMs: shownMs,
        total,
        page,
        pageSize,
        next: last?.id ?? null,
        hosts: hosts.map((host) => ({ ...host, isConnected: isConnected(host.id) })),
      }
    },
  }
}

/** One host, and the one thing that may be asked of it. */
export function hostHandlers({
  store,
  connections,
  now,
}: ApiDeps): Pick<Handlers, 'host' | 'recheck'> {
  return {
    async host({ params: { id }, query, scope }) {
      const { asOfMs, shownMs } = momentOf(query.asOf, now)
      const record = await readHost(store, { scope, asOfMs, id })
      const isConnected = asOfMs === null && connections.isConnected(id)
      const settings = await readSettings(store.reader, asOfMs)
      const openedPorts = await readOpenedPorts(store.reader, { hostId: id, shownMs })
      const view = hostViewOf(record, { asOfMs: shownMs, isConnected, settings })
      return { ...view, openedPorts }
    },

    async recheck({ params: { id }, scope, by }) {
      await requireHost(store, { scope, asOfMs: null, id })
      if (!connections.ask(id)) throw new Refusal('HOST_NOT_CONNECTED')
      await recordRecheck(store.db, [id], by)
      return { askedMs: by.nowMs }
    },
  }
}

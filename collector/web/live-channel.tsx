import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react'
import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { HostPage, HostView, LiveEvent } from '#protocol/views.ts'
import { useApi } from './client.ts'
import { routes } from './contract.ts'
import { refreshJudging } from './judging-queries.ts'
import {
  agenciesKey,
  hostKey,
  hostPagesKey,
  indicatorKey,
  organisationKey,
  organisationsKey,
  organisationTreeKey,
  overviewKey,
  registerSummaryKey,
} from './query-keys.ts'
import { coalesce, openLive, type LiveStatus } from './live.ts'

/** What the install pages count; machines arrive while they are open. */
const installKey = ['install'] as const
const retryMs = 5_000
const pollMs = 30_000
const refreshIntervalMs = 2_000

type Listener = (event: LiveEvent) => void
type Channel = {
  status: LiveStatus
  /** The last moment at which what is shown was surely the newest; null before the first. */
  heardMs: number | null
  subscribe(listener: Listener): () => void
}

const ChannelContext = createContext<Channel | null>(null)

/** What changes on the collector reaches the screens; while the channel is down they ask every 30 seconds. */
export function LiveChannel({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const { clock } = useApi()
  const [status, setStatus] = useState<LiveStatus>('connecting')
  const [heardMs, setHeardMs] = useState<number | null>(null)
  const [listeners] = useState(() => new Set<Listener>())

  useEffect(() => {
    const refresh = coalesce(() => void refreshFigures(client), refreshIntervalMs)
    const ofInstall = () => void client.invalidateQueries({ queryKey: installKey })
    const refreshInstall = coalesce(ofInstall, refreshIntervalMs)
    let wasLost = false
    const close = openLive({
      createSource: () => new EventSource(routes.live.path),
      retryMs,
      onEvent: (event) => {
        setHeardMs(clock.now())
        takeEvent(client, event, { figures: refresh.request, install: refreshInstall.request })
        for (const listener of listeners) listener(event)
      },
      onStatus: (next) => {
        setStatus(next)
        if (next === 'live') {
          setHeardMs(clock.now())
          if (wasLost) refresh.request()
        }
        wasLost = next === 'lost'
      },
    })
    return () => {
      refresh.cancel()
      refreshInstall.cancel()
      close()
    }
  }, [client, clock, listeners])

  useEffect(() => {
    if (status === 'live') return
    const timer = setInterval(() => {
      void refreshFigures(client).then((isFresh) => isFresh && setHeardMs(clock.now()))
    }, pollMs)
    return () => clearInterval(timer)
  }, [client, clock, status])

  const channel = useMemo<Channel>(
    () => ({
      status,
      heardMs,
      subscribe: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    }),
    [status, heardMs, listeners],
  )
  return <ChannelContext value={channel}>{children}</ChannelContext>
}

/** The state of the live channel. */
export function useLive(): Channel {
  const channel = use(ChannelContext)
  if (!channel) throw new Error('useLive outside LiveChannel')
  return channel
}

/** Calls back for every event of the channel. `listener` must keep its identity. */
export function useLiveEvents(listener: Listener) {
  const { subscribe } = useLive()
  useEffect(() => subscribe(listener), [subscribe, listener])
}

type Refresh = { readonly figures: () => void; readonly install: () => void }

function takeEvent(client: QueryClient, event: LiveEvent, refresh: Refresh) {
  switch (event.kind) {
    case 'hello':
      return
    case 'hosts-reported':
    case 'figures-read':
      return refresh.figures()
    case 'register-changed':
      void client.invalidateQueries({ queryKey: agenciesKey })
      void client.invalidateQueries({ queryKey: organisationsKey })
      return refresh.figures()
    case 'enrolments-changed':
      return refresh.install()
    case 'judging-changed':
      void refreshJudging(client)
      return
    case 'host-connected':
      refresh.install()
      return noteConnection(client, event)
  }
}

/**
 * The keys of what shows figures. Lists of hosts, of work and of the register are not among these: a table never
 * re-sorts under its reader.
 */
const figureKeys = [
  overviewKey,
  hostKey,
  indicatorKey,
  organisationTreeKey,
  organisationKey,
  registerSummaryKey,
  installKey,
] as const

async function refreshFigures(client: QueryClient): Promise<boolean> {
  const keys = figureKeys.map((queryKey) => ({ queryKey }))
  await Promise.all(keys.map((key) => client.invalidateQueries(key)))
  const cache = client.getQueryCache()
  return !keys.some((key) =>
    cache.findAll({ type: 'active', ...key }).some(({ state }) => state.status === 'error'),
  )
}

/** A dot changes in place; nothing moves. */
function noteConnection(
  client: QueryClient,
  { hostId, isConnected }: { hostId: string; isConnected: boolean },
) {
  client.setQueriesData<HostPage>(
    { queryKey: hostPagesKey },
    (page) =>
      page && {
        ...page,
        hosts: page.hosts.map((host) => (host.id === hostId ? { ...host, isConnected } : host)),
      },
  )
  client.setQueriesData<HostView>(
    { queryKey: [...hostKey, hostId] },
    (view) => view && { ...view, host: { ...view.host, isConnected } },
  )
}

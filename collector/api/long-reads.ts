import type { HostQuery } from '#protocol/host-query.ts'
import { routes, type RouteInput, type RouteName } from '#protocol/routes.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'
import { isQuickPage } from '#store/host-pages.ts'
import type { Scope } from '#store/population.ts'
import type { User } from '#store/users.ts'
import { newestDecisionId } from '#store/work/decisions.ts'
import { createWorkReader } from '#store/work/read-machines.ts'
import type { ApiDeps, Call, Handlers } from './call.ts'
import { hostListHandlers } from './hosts.ts'
import { indicatorHandlers } from './indicator.ts'
import { createMeasuring } from './measuring.ts'
import { momentOf } from './moment.ts'
import { overviewHandlers } from './overview.ts'
import { registerMachineHandlers } from './register-machines.ts'
import { workListHandlers } from './work.ts'

/**
 * Routes that read the machines of the whole province. Threads with database connections of their own answer them,
 * so that agents and quick answers never wait for them: one for figures, one for lists.
 */
const figureNames = ['overview', 'indicator', 'shortfall', 'registerSummary'] as const
const listNames = ['hosts', 'work', 'workItems', 'registerMachines'] as const
const longReadNames = [...figureNames, ...listNames] as const
export type LongReadName = (typeof longReadNames)[number]

/** True when a thread answers this call: of the lists of hosts only those that no index holds. */
export function isLongRead(name: RouteName, query: unknown): name is LongReadName {
  // The schema of the route has parsed it.
  if (name === 'hosts') return !isQuickPage(query as HostQuery)
  return longReadNames.some((one) => one === name)
}

/** Which of the threads answers. */
export const threadFor = (name: LongReadName): 'figures' | 'lists' =>
  figureNames.some((one) => one === name) ? 'figures' : 'lists'

/** What of a call decides its answer; it travels between threads. */
export type Question<Name extends LongReadName = LongReadName> = {
  [One in Name]: {
    readonly name: One
    readonly params: RouteInput<One>['params'] | undefined
    readonly query: RouteInput<One>['query']
    readonly scope: Scope
    /** Of the queue of work: by whom and after which decision; what people decide is never answered from before it. */
    readonly work: Asking | null
  }
}[Name]

type Asking = { readonly user: Pick<User, 'id' | 'role'>; readonly decision: number }

/** What a thread is asked where somebody calls a route. */
export async function questionOf(
  { store }: Pick<ApiDeps, 'store'>,
  name: LongReadName,
  { params, query, scope, user }: Pick<Call<'work'>, 'params' | 'query' | 'scope' | 'user'>,
): Promise<Question> {
  const isOfWork = name === 'work' || name === 'workItems'
  // Who somebody is matters where they ask for their own; otherwise one answer serves all who may see the same.
  const id = isOfWork && query.owner === 'me' ? user.id : ''
  const work = isOfWork
    ? { user: { id, role: user.role }, decision: await newestDecisionId(store.reader) }
    : null
  // The schemas of the route of this name have parsed both.
  return { name, params, query, scope, work } as unknown as Question
}

export type LongReads = {
  /** The answer as JSON, checked against its route. @throws Refusal as the handler of the route does */
  answer(question: Question): Promise<string>
  close(): Promise<void>
}

type Told = {
  readonly question: Question
  readonly text: string
  readonly connections: Pick<ApiDeps['connections'], 'isConnected'>
  readonly now: () => EpochMs
}

/** The answer of a thread with what it cannot know: which agents are connected here. */
export function withConnected({ question, text, connections, now }: Told): string {
  const { name, query } = question
  if (name !== 'hosts' && name !== 'workItems') return text
  if (momentOf(query.asOf, now).asOfMs !== null) return text
  const answer = routes[name].output.parse(JSON.parse(text))
  const mark = <Row extends { readonly id: string }>(row: Row) => ({
    ...row,
    // Of the queue there are also machines without an agent, whose ids no host has.
    isConnected: connections.isConnected(row.id as HostId),
  })
  return JSON.stringify(
    'hosts' in answer
      ? { ...answer, hosts: answer.hosts.map(mark) }
      : { ...answer, items: answer.items.map(mark) },
  )
}

/** What the handlers of long reads are given. */
export type ReadingDeps = Pick<ApiDeps, 'store' | 'contexts' | 'now' | 'provinceId'>

/** The handlers of long reads, apart from those of everything else; `forget` drops what they keep. */
export function createLongReadHandlers(deps: ReadingDeps): {
  ask(question: Question): Promise<unknown>
  forget(): void
} {
  const measuring = createMeasuring(deps)
  const readWork = createWorkReader(deps.store)
  // Who asked knows who is connected, see withConnected().
  const reading = { ...deps, connections: { isConnected: () => false } }
  const handlers: Pick<Handlers, LongReadName> = {
    ...overviewHandlers(deps, measuring),
    ...indicatorHandlers(deps, measuring),
    ...registerMachineHandlers(deps),
    ...hostListHandlers(reading, readWork),
    ...workListHandlers(reading, { measuring, readWork }),
  }
  return { ask: (question) => ask(handlers, question), forget: () => measuring.forget() }
}

function ask<Name extends LongReadName>(
  handlers: Pick<Handlers, Name>,
  { name, work, ...call }: Question<Name>,
): Promise<unknown> {
  // These handlers look at nothing of a call but what a question has.
  return handlers[name]({ ...call, user: work?.user } as unknown as Call<Name>)
}

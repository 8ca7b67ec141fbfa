import type { RouteInput } from '#protocol/routes.ts'
import type { Scope } from '#store/population.ts'
import type { ApiDeps, Call, Handlers } from './call.ts'
import { indicatorHandlers } from './indicator.ts'
import { createMeasuring } from './measuring.ts'
import { overviewHandlers } from './overview.ts'

/**
 * Routes that read the machines of the whole province. A thread with a database connection of its own answers them,
 * so that agents and quick answers never wait for them.
 */
const longReadNames = ['overview', 'indicator', 'shortfall'] as const
export type LongReadName = (typeof longReadNames)[number]
export const isLongRead = (name: string): name is LongReadName =>
  longReadNames.some((one) => one === name)

/** What of a call decides its answer; it travels between threads. */
export type Question<Name extends LongReadName = LongReadName> = {
  [One in Name]: {
    readonly name: One
    readonly params: RouteInput<One>['params'] | undefined
    readonly query: RouteInput<One>['query']
    readonly scope: Scope
  }
}[Name]

type Asked = { readonly params: unknown; readonly query: unknown; readonly scope: Scope }

/** What the thread is asked where somebody calls a route. */
export function questionOf(name: LongReadName, { params, query, scope }: Asked): Question {
  // The schemas of the route of this name have parsed both.
  return { name, params, query, scope } as Question
}

export type LongReads = {
  /** The answer as JSON, checked against its route. @throws Refusal as the handler of the route does */
  answer(question: Question): Promise<string>
  close(): Promise<void>
}

/** What the handlers of long reads are given. */
export type ReadingDeps = Pick<ApiDeps, 'store' | 'contexts' | 'now' | 'provinceId'>

/** The handlers of long reads, apart from those of everything else; `forget` drops what they keep. */
export function createLongReadHandlers(deps: ReadingDeps): {
  ask(question: Question): Promise<unknown>
  forget(): void
} {
  const measuring = createMeasuring(deps)
  const handlers: Pick<Handlers, LongReadName> = {
    ...overviewHandlers(deps, measuring),
    ...indicatorHandlers(deps, measuring),
  }
  return { ask: (question) => ask(handlers, question), forget: () => measuring.forget() }
}

function ask<Name extends LongReadName>(
  handlers: Pick<Handlers, Name>,
  { name, ...call }: Question<Name>,
): Promise<unknown> {
  // These handlers look at nothing of a call but what a question has.
  return handlers[name](call as unknown as Call<Name>)
}

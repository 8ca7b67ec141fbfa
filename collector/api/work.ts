import { readers } from '#protocol/access.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { WorkItem } from '#protocol/work.ts'
import { workFilters } from '#protocol/work-routes.ts'
import { decideWork, undoWork } from '#store/work/decide.ts'
import { workHistory, workKey, type WorkKey } from '#store/work/decisions.ts'
import { workOwners } from '#store/work/owners.ts'
import type { WorkReader } from '#store/work/read-machines.ts'
import type { User } from '#store/users.ts'
import { planViewOf } from '#domain/plan.ts'
import type { ApiDeps, Call, Handlers } from './call.ts'
import type { Measuring } from './measuring.ts'
import { recheckHandlers } from './work-recheck.ts'
import { workGroupsOf } from './work-groups.ts'
import { createQueueReader, type QueuedItem, type QueueLook } from './work-look.ts'
import { createItemViews } from './work-views.ts'

type Listing = 'work' | 'workItems'
type Reading = 'workItem' | 'hostWork' | 'workOwners'
type Deciding = 'decideWork' | 'undoWork'
type Names = Listing | Reading | Deciding | 'recheckMany' | 'recheckAnswers'

type Parts = { readonly measuring: Measuring; readonly readWork: WorkReader }

/** What is to be done, who does it, and whether it is done. */
export function workHandlers(deps: ApiDeps, parts: Parts): Pick<Handlers, Names> {
  return {
    ...workListHandlers(deps, parts),
    ...readingHandlers(deps, parts),
    ...decidingHandlers(deps, parts),
    ...recheckHandlers(deps),
  }
}

const everything = workFilters.parse({})

type ListDeps = Pick<ApiDeps, 'store' | 'now'> & {
  readonly connections: Pick<ApiDeps['connections'], 'isConnected'>
}

/** The queue as a whole and the list behind each remedy. */
export function workListHandlers(
  deps: ListDeps,
  { measuring, readWork }: Parts,
): Pick<Handlers, Listing> {
  const readQueue = createQueueReader(deps, readWork)
  const viewsOf = createItemViews(deps)

  return {
    async work({ query: filters, scope, user }) {
      const { look, items, population } = await readQueue({ scope, user, filters })
      const measured = maySeeNumbers(user)
        ? await measuring.measure({
            planId: filters.plan,
            asOf: filters.asOf,
            scope: look.scope,
            agencyId: filters.agency,
          })
        : null
      const plan = measured && planViewOf(measured.plan)
      return { asOfMs: look.shownMs, plan, population, ...workGroupsOf(items, measured) }
    },

    async workItems({ params: { remedy }, query, scope, user }) {
      const { page, pageSize, ...filters } = query
      const { look, items } = await readQueue({ scope, user, filters, remedy })
      const shown = items.slice((page - 1) * pageSize, page * pageSize)
      const views = await viewsOf(shown, look.asOfMs)
      return { asOfMs: look.shownMs, remedy, total: items.length, page, pageSize, items: views }
    },
  }
}

function readingHandlers(deps: ApiDeps, { readWork }: Parts): Pick<Handlers, Reading> {
  const { store } = deps
  const readQueue = createQueueReader(deps, readWork)
  const viewsOf = createItemViews(deps)

  return {
    async workItem({ params: key, scope, user }) {
      const { remedy } = key
      const filters = everything
      const open = await readQueue({ scope, user, filters, remedy, only: [key.id] })
      const item = findItem(open.items, key) ?? (await findSettled(key, scope, user))
      if (!item) throw new Refusal('WORK_ITEM_NOT_FOUND')
      const [view] = await viewsOf([item], null)
      const history = await workHistory(store.reader, key)
      if (!view) throw new Error(`no view of ${workKey(key)}`)
      return { item: view, history: history.map(({ decision }) => decision) }
    },

    async hostWork({ params: { id }, scope, user }): Promise<{ items: WorkItem[] }> {
      const { items } = await readQueue({ scope, user, filters: everything, only: [id] })
      return { items: await viewsOf(items, null) }
    },

    async workOwners({ scope }) {
      return { owners: await workOwners(store.reader, scope) }
    },
  }

  /** What is put right already, or not known to be. */
  async function findSettled(key: WorkKey, scope: QueueLook['scope'], user: User) {
    for (const status of ['done', 'unconfirmed'] as const) {
      const filters = { ...everything, status }
      const only = [key.id]
      const { items } = await readQueue({ scope, user, filters, remedy: key.remedy, only })
      const item = findItem(items, key)
      if (item) return item
    }
    return null
  }
}

const maySeeNumbers = ({ role }: User) => readers.some((one) => one === role)

const findItem = (items: readonly QueuedItem[], { kind, id }: Pick<WorkKey, 'kind' | 'id'>) =>
  items.find((item) => item.kind === kind && item.id === id) ?? null

function decidingHandlers(deps: ApiDeps, { readWork }: Parts): Pick<Handlers, Deciding> {
  const { store, newId } = deps
  const readQueue = createQueueReader(deps, readWork)

  return {
    async decideWork({ body, scope, user, by }) {
      const { remedy, change } = body
      await requireOwner(change.owner ?? null, scope)
      const only = body.items.map(({ id }) => id)
      const { items } = await readQueue({ scope, user, filters: everything, remedy, only })
      const known = new Map(items.map((item) => [workKey(item), item]))
      const wanted = body.items.map((one) => {
        const item = known.get(workKey({ ...one, remedy }))
        if (!item?.fault) throw new Refusal('WORK_ITEM_NOT_FOUND')
        return { ...one, controls: item.fault.controls.map(({ control }) => control) }
      })
      const batch = newId()
      await decideWork(store.db, store.engine, { remedy, items: wanted, change, batch, by })
      return { batch, changed: wanted.length }
    },

    async undoWork({ params: { batch }, scope, user, by }) {
      const may = await mineIn({ scope, user })
      return undoWork(store.db, store.engine, { batch, newBatch: newId(), may, by })
    },
  }

  /** @throws Refusal WORK_OWNER_NOT_FOUND where an account is named that is not of the scope */
  async function requireOwner(
    owner: { userId: string | null; name: string } | null,
    scope: QueueLook['scope'],
  ) {
    if (owner === null || owner.userId === null) return
    const owners = await workOwners(store.reader, scope)
    const isKnown = owners.some(
      ({ userId, name }) => userId === owner.userId && name === owner.name,
    )
    if (!isKnown) throw new Refusal('WORK_OWNER_NOT_FOUND')
  }

  /** Whether an item concerns a machine of the caller; what was put right meanwhile still does. */
  async function mineIn({ scope, user }: Pick<Call<'undoWork'>, 'scope' | 'user'>) {
    if (scope === 'all') return () => true
    const look = { scope, asOfMs: null }
    const hosts = await readWork(look, 'every')
    const { items } = await readQueue({ scope, user, filters: everything, remedy: 'install-agent' })
    const mine = new Set([
      ...hosts.map(({ id }) => `host\n${id}`),
      ...items.map(({ kind, id }) => `${kind}\n${id}`),
    ])
    return ({ kind, id }: WorkKey) => mine.has(`${kind}\n${id}`)
  }
}

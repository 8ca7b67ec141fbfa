import { Refusal } from '#protocol/refusals.ts'
import { readAgentCosts } from '#store/agent-costs.ts'
import { forgetAlias, nameProduct, readQueue } from '#store/products.ts'
import type { ApiDeps, Handlers } from './call.ts'

type Names = 'products' | 'nameProduct' | 'forgetProduct' | 'agentCosts'

/** Antivirus names that no catalogue knows, and what the agents themselves cost. */
export function productHandlers({ store, contexts, newId }: ApiDeps): Pick<Handlers, Names> {
  return {
    products: ({ scope }) => readQueue(store, scope),

    async nameProduct({ body: { name, product }, by, user }) {
      const { antivirusProducts } = contexts.current()
      if (product !== null && !antivirusProducts.some(({ id }) => id === product)) {
        throw new Refusal('REQUEST_INVALID', { detail: `body.product: ${product}` })
      }
      const author = user.name
      const alias = await nameProduct(store.db, { name, product }, { ...by, author, newId })
      await contexts.reload()
      return alias
    },

    async forgetProduct({ params: { id }, by, scope }) {
      await forgetAlias(store.db, id, by)
      await contexts.reload()
      return readQueue({ reader: store.db }, scope)
    },

    agentCosts: ({ scope }) => readAgentCosts(store, scope),
  }
}

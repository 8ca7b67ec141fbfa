import { byOrigin } from '#protocol/catalogue/product-order.ts'
import type { CatalogueKind } from '#protocol/catalogue/signed.ts'
import type { Translator } from '#i18n/translator.ts'
import type { AgentCostsView, UnknownProduct } from '#protocol/judging-views.ts'
import { readAgentCosts } from '#store/agent-costs.ts'
import { readQueue } from '#store/products.ts'
import type { ApiDeps, Handlers } from '../call.ts'
import {
  aliasColumns,
  productColumns,
  readerColumns,
  serviceColumns,
  supportColumns,
} from './catalogue-columns.ts'
import { columnsOf } from './columns.ts'
import { listFile } from './list-file.ts'
import { inMemory, sendTable } from './send-table.ts'

type Lists = Pick<Handlers, 'products' | 'readers' | 'catalogue'>
type Names =
  'exportAgents' | 'exportProducts' | 'exportAliases' | 'exportReaders' | 'exportCatalogue'

/** More than any fleet tells. */
const namesMax = 100_000

/** The tables of what hosts are judged by, and of names that nobody has placed, as files. */
export function judgingExports({ store }: ApiDeps, lists: Lists): Pick<Handlers, Names> {
  const { db } = store
  return {
    exportAgents: listFile(db, {
      name: 'agents',
      title: 'agents.versions',
      columns: versionColumns,
      rows: async ({ scope }) => (await readAgentCosts(store, scope)).versions,
    }),
    exportProducts: listFile(db, {
      name: 'products',
      title: 'catalogues.unknown',
      columns: unknownColumns,
      rows: async ({ scope }) => (await readQueue(store, scope, namesMax)).unknown,
    }),
    exportAliases: listFile(db, {
      name: 'placed-products',
      title: 'products.placed',
      columns: aliasColumns,
      rows: async (call) => (await lists.products(call)).aliases,
    }),
    exportReaders: listFile(db, {
      name: 'readers',
      title: 'catalogues.readers',
      columns: readerColumns,
      rows: async (call) => (await lists.readers(call)).readers,
    }),
    async exportCatalogue(call) {
      const { kind, antivirusProducts, osSupport, serviceRules } = await lists.catalogue(call)
      const of = { name: 'catalogue', title: title(kind) }
      switch (kind) {
        case 'antivirus-products': {
          const rows = inMemory(antivirusProducts.toSorted(byOrigin))
          return sendTable(db, call, { ...of, columns: productColumns, ...rows })
        }
        case 'os-support':
          return sendTable(db, call, { ...of, columns: supportColumns, ...inMemory(osSupport) })
        case 'service-rules':
          return sendTable(db, call, { ...of, columns: serviceColumns, ...inMemory(serviceRules) })
      }
    },
  }
}

const title =
  (kind: CatalogueKind) =>
  ({ t }: Translator) =>
    t(`catalogue.${kind}`)

const version = columnsOf<AgentCostsView['versions'][number]>()
const versionColumns = [
  version.text('agents.version', (one) => one.version),
  version.count('products.hosts', ({ hosts }) => hosts),
]

const unknown = columnsOf<UnknownProduct>()
const unknownColumns = [
  unknown.name('products.name', ({ name }) => name),
  unknown.count('products.hosts', ({ hosts }) => hosts),
  unknown.moment('products.first-seen', ({ firstSeenMs }) => firstSeenMs),
  unknown.sentence('products.agencies', ({ agencies }) => agencies.join(', ')),
]

import { commandsOf } from '#domain/reader-commands.ts'
import {
  catalogueKinds,
  compiledCataloguesOn,
  type CatalogueKind,
} from '#protocol/catalogue/signed.ts'
import type { CatalogueHead, CatalogueView } from '#protocol/judging-views.ts'
import { importCatalogue } from '#store/catalogues.ts'
import { verificationAsOf } from '#store/verification.ts'
import type { ApiDeps, Handlers } from './call.ts'

type Names = 'catalogues' | 'catalogue' | 'importCatalogue' | 'readers'

/** The catalogues that judge, their import, and which readers were checked. */
export function catalogueHandlers({
  store,
  contexts,
  catalogueKeys,
}: ApiDeps): Pick<Handlers, Names> {
  const viewOf = (kind: CatalogueKind): CatalogueView => {
    const { antivirusProducts, osSupport, serviceRules } = contexts.current()
    const rows = {
      antivirusProducts: kind === 'antivirus-products' ? [...antivirusProducts] : [],
      osSupport: kind === 'os-support' ? [...osSupport] : [],
      serviceRules: kind === 'service-rules' ? [...serviceRules] : [],
    }
    const all = [...rows.antivirusProducts, ...rows.osSupport, ...rows.serviceRules]
    const held = contexts.catalogue(kind)
    return {
      kind,
      issuedOn: held?.issuedOn ?? compiledCataloguesOn,
      signed: held && {
        sequence: held.sequence,
        importedBy: held.importedBy,
        importedMs: held.importedMs,
      },
      rows: all.length,
      verifiedRows: all.filter(({ verifiedOnRealMachine }) => verifiedOnRealMachine).length,
      ...rows,
    }
  }
  const headOf = (kind: CatalogueKind): CatalogueHead => viewOf(kind)

  return {
    catalogues: () =>
      Promise.resolve({ catalogues: catalogueKinds.map(headOf), keys: catalogueKeys.length }),

    catalogue: ({ params: { kind } }) => Promise.resolve(viewOf(kind)),

    async importCatalogue({ body: { file }, by, user }) {
      const author = user.name
      const kind = await importCatalogue(store.db, file, { ...by, author, keys: catalogueKeys })
      await contexts.reload()
      return headOf(kind)
    },

    async readers() {
      const { rows } = await verificationAsOf(store.reader, { asOf: null })
      return { readers: rows.map((row) => ({ ...row, ...commandsOf(row) })) }
    },
  }
}

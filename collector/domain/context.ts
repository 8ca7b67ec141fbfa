import osSupportJson from '#collector/catalogue/os-support.json' with { type: 'json' }
import serviceRulesJson from '#collector/catalogue/service-rules.json' with { type: 'json' }
import antivirusProductsJson from '#protocol/catalogue/antivirus-products.json' with { type: 'json' }
import {
  antivirusProductsFile,
  type AntivirusProductRow,
} from '#protocol/catalogue/antivirus-products.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { CatalogueRows } from './catalogue-rows.ts'
import {
  osSupportFile,
  serviceRulesFile,
  type OsSupportRow,
  type ServiceRule,
} from './catalogue.ts'
import { revisionOf } from './revision.ts'
import { productSettings, type JudgeSettings } from './settings.ts'

/**
 * The highest update revision that at least two hosts of one Windows build have been seen with, and since when:
 * proof that it can be had, without asking anybody outside.
 */
export type NewestRevision = {
  readonly build: number
  readonly revision: number
  readonly sinceMs: EpochMs
}

/** What the operator decided of a product that no catalogue names. `nameFolded`: its name as fold.ts folds it. */
export type ProductAlias = {
  readonly nameFolded: string
  /** Key into the catalogue of products; null: it is no antivirus. */
  readonly productId: string | null
}

/** All that a judgement rests on beside the facts of the host and the time. */
export type JudgeContext = {
  /** Changes with anything below; a verdict of another revision has to be judged again. */
  readonly revision: string
  readonly settings: JudgeSettings
  readonly osSupport: readonly OsSupportRow[]
  readonly antivirusProducts: readonly AntivirusProductRow[]
  readonly serviceRules: readonly ServiceRule[]
  /** At most one per build. */
  readonly newestRevisions: readonly NewestRevision[]
  readonly productAliases: readonly ProductAlias[]
}

/** A context with the revision that belongs to its content; one that is passed in is not believed. */
export function contextOf(context: Omit<JudgeContext, 'revision'>): JudgeContext {
  const content = {
    settings: context.settings,
    osSupport: context.osSupport,
    antivirusProducts: context.antivirusProducts,
    serviceRules: context.serviceRules,
    newestRevisions: context.newestRevisions.toSorted((left, right) => left.build - right.build),
    productAliases: context.productAliases.toSorted((left, right) =>
      left.nameFolded < right.nameFolded ? -1 : 1,
    ),
  }
  return { ...content, revision: revisionOf(content) }
}

/** The catalogues that ship with the product, under its default settings, with nothing learnt from a fleet. */
export const productContext: JudgeContext = contextOf({
  settings: productSettings,
  osSupport: osSupportFile.parse(osSupportJson).rows,
  antivirusProducts: antivirusProductsFile.parse(antivirusProductsJson).rows,
  serviceRules: serviceRulesFile.parse(serviceRulesJson).rows,
  newestRevisions: [],
  productAliases: [],
})

/** What a collector has stored, of which a context is made. */
export type StoredContext = Pick<
  JudgeContext,
  'settings' | 'newestRevisions' | 'productAliases'
> & {
  /** The signed catalogues that were taken in, at most one of a kind; of the other kinds, those that ship. */
  readonly catalogues: readonly CatalogueRows[]
}

/** The context of a collector from what it has stored. */
export function contextWith({ catalogues, ...stored }: StoredContext): JudgeContext {
  const rows = catalogues.map((catalogue): Partial<JudgeContext> => {
    switch (catalogue.kind) {
      case 'os-support':
        return { osSupport: catalogue.rows }
      case 'antivirus-products':
        return { antivirusProducts: catalogue.rows }
      case 'service-rules':
        return { serviceRules: catalogue.rows }
    }
  })
  return contextOf(Object.assign({}, productContext, ...rows, stored))
}

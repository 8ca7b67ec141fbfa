import type { CatalogueKind } from '#protocol/catalogue/signed.ts'
import { contextWith, type JudgeContext } from '#domain/context.ts'
import { settingsWith, type JudgeSettings } from '#domain/settings.ts'
import type { EpochMs } from '#protocol/values.ts'
import { readCatalogues, type HeldCatalogue } from './catalogues.ts'
import { foldForSearch } from './fold.ts'
import { listDecisions, provinceDay } from './judge-settings.ts'
import { listAliases } from './products.ts'
import type { Db } from './schema.ts'
import { listWindowsRevisions } from './survey.ts'

/** All that judging rests on, as it stands in the database. */
export type Judging = {
  readonly context: JudgeContext
  readonly catalogues: ReadonlyMap<CatalogueKind, HeldCatalogue>
}

/** Reads it anew. What was never stored is as the product ships it. */
export async function readJudging(db: Db): Promise<Judging> {
  const catalogues = await readCatalogues(db)
  const aliases = await listAliases(db)
  const context = contextWith({
    settings: await readSettings(db, null),
    newestRevisions: await listWindowsRevisions(db),
    productAliases: aliases.map(({ name, product }) => ({
      nameFolded: foldForSearch(name),
      productId: product,
    })),
    catalogues: [...catalogues.values()],
  })
  return { context, catalogues }
}

/** The settings as they held at a moment; null: now. */
export async function readSettings(db: Db, asOfMs: EpochMs | null): Promise<JudgeSettings> {
  const decisions = await listDecisions(db, asOfMs)
  return settingsWith(
    decisions.toReversed().map(({ key, value, author, decidedMs }) => ({
      key,
      value,
      author,
      decidedOn: provinceDay(decidedMs),
    })),
  )
}

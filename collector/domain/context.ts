import antivirusProductsJson from '#collector/catalogue/antivirus-products.json' with { type: 'json' }
import osSupportJson from '#collector/catalogue/os-support.json' with { type: 'json' }
import serviceRulesJson from '#collector/catalogue/service-rules.json' with { type: 'json' }
import {
  antivirusProductsFile,
  osSupportFile,
  serviceRulesFile,
  type AntivirusProductRow,
  type OsSupportRow,
  type ServiceRule,
} from './catalogue.ts'
import { revisionOf } from './revision.ts'
import { productSettings, type JudgeSettings } from './settings.ts'

/** All that a judgement rests on beside the facts of the host and the time. */
export type JudgeContext = {
  /** Changes with anything below; a verdict of another revision has to be judged again. */
  readonly revision: string
  readonly settings: JudgeSettings
  readonly osSupport: readonly OsSupportRow[]
  readonly antivirusProducts: readonly AntivirusProductRow[]
  readonly serviceRules: readonly ServiceRule[]
}

/** A context with the revision that belongs to its content; one that is passed in is not believed. */
export function contextOf({
  settings,
  osSupport,
  antivirusProducts,
  serviceRules,
}: Omit<JudgeContext, 'revision'>): JudgeContext {
  const content = { settings, osSupport, antivirusProducts, serviceRules }
  return { ...content, revision: revisionOf(content) }
}

/** The catalogues that ship with the product, under its default settings. */
export const productContext: JudgeContext = contextOf({
  settings: productSettings,
  osSupport: osSupportFile.parse(osSupportJson).rows,
  antivirusProducts: antivirusProductsFile.parse(antivirusProductsJson).rows,
  serviceRules: serviceRulesFile.parse(serviceRulesJson).rows,
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import antivirusProductsJson from '#protocol/catalogue/antivirus-products.json' with { type: 'json' }
import {
  antivirusProductsFile,
  type AntivirusProductRow,
} from '#protocol/catalogue/antivirus-products.ts'
import {
  catalogueContent,
  catalogueMessage,
  compiledCataloguesOn,
  splitSignedCatalogue,
  type CatalogueContent,
} from '#protocol/catalogue/signed.ts'
import { canonicalJson } from '#protocol/delta.ts'
import { limits } from '#protocol/limits.ts'
import { Refusal } from '#protocol/refusals.ts'
import { productsOf } from './catalogue-rows.ts'
import { dataFiles, errorCode, writeDurably } from './data-folder.ts'
import type { Log } from './log.ts'
import { signerOf } from './signature.ts'

/** The antivirus products that this release knows; they hold where no newer signed catalogue came. */
export const compiledProducts: readonly AntivirusProductRow[] =
  antivirusProductsFile.parse(antivirusProductsJson).rows

/** The catalogue of antivirus products that the agent goes by. */
export type AgentCatalogue = {
  /** Whether any key is trusted; without one every offer is ignored. */
  readonly isTrusting: boolean
  /** Of the signed catalogue in use; null: the compiled one. */
  sequence(): number | null
  /** The highest ever taken: nothing below it is. 0: none. */
  sequenceHeld(): number
  products(): readonly AntivirusProductRow[]
  /**
   * Takes a signed file in place of the one in use and keeps it on disk.
   * @throws Refusal CATALOGUE_INVALID, CATALOGUE_NOT_TRUSTED, CATALOGUE_OLDER, DATA_DIR_NOT_WRITABLE; the old one stays
   */
  take(file: string): void
}

/** Opens the catalogue of a data folder; what lies there is verified again at every start. */
export function openCatalogue(parts: {
  readonly folder: string
  /** Raw Ed25519 public keys, base64url. */
  readonly keys: readonly string[]
  readonly log: Log
}): AgentCatalogue {
  const { folder, keys, log } = parts
  const path = join(folder, dataFiles.catalogue)
  let held = keys.length > 0 ? storedIn(path, keys, log) : null
  const inUse = () => (held && !held.isOutdated ? held : null)
  return {
    isTrusting: keys.length > 0,
    sequence: () => inUse()?.sequence ?? null,
    sequenceHeld: () => held?.sequence ?? 0,
    products: () => inUse()?.products ?? compiledProducts,
    take(file) {
      const taken = checked(file, keys)
      const { sequence, isOutdated } = taken
      const last = held?.sequence ?? 0
      if (sequence <= last || isOutdated) {
        throw new Refusal('CATALOGUE_OLDER', { sequence, held: last })
      }
      writeDurably(path, file)
      held = taken
    },
  }
}

type Checked = {
  readonly sequence: number
  readonly products: readonly AntivirusProductRow[]
  /** The rows of this release are newer. */
  readonly isOutdated: boolean
}

function checked(file: string, keys: readonly string[]): Checked {
  const { kind, sequence, rows, issuedOn } = readSignedCatalogue(file, keys)
  if (kind !== 'antivirus-products') throw invalid(`kind ${kind}`)
  return { sequence, products: productsOf(rows), isOutdated: issuedOn < compiledCataloguesOn }
}

/** A file that is missing is no trouble; one that is bad is told once, and the compiled catalogue stands. */
function storedIn(path: string, keys: readonly string[], log: Log): Checked | null {
  try {
    return checked(readFileSync(path, 'utf8'), keys)
  } catch (error) {
    if (error instanceof Refusal) log.warn({ code: error.code, path }, 'kept catalogue refused')
    else if (errorCode(error) !== 'ENOENT') log.warn({ why: errorCode(error), path }, 'not read')
    return null
  }
}

/**
 * The content of a signed catalogue, whoever brought it.
 * @throws Refusal CATALOGUE_INVALID where the form is wrong, CATALOGUE_NOT_TRUSTED where no given key has signed it
 */
export function readSignedCatalogue(file: string, keys: readonly string[]): CatalogueContent {
  if (Buffer.byteLength(file) > limits.catalogueBytesMax) throw invalid('size')
  const parts = splitSignedCatalogue(file)
  if (!parts) throw invalid('two lines are needed: content, signature')
  if (signerOf(parts, catalogueMessage, keys) === null) {
    throw new Refusal('CATALOGUE_NOT_TRUSTED', { keys: keys.length })
  }
  const parsed = catalogueContent.safeParse(jsonOf(parts.content))
  if (!parsed.success) throw invalid(parsed.error.issues[0]?.path.join('.') || 'content')
  if (canonicalJson(parsed.data) !== parts.content) throw invalid('not canonical')
  return parsed.data
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function invalid(detail: string): Refusal {
  return new Refusal('CATALOGUE_INVALID', { detail })
}

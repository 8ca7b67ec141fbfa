import { limits } from '#protocol/limits.ts'
import type { AntivirusProductRow } from '#protocol/catalogue/antivirus-products.ts'
import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { unknown, type Maybe, type Unknown } from '#protocol/values.ts'
import type { Answer, System } from '../../system.ts'
import type { CimInstance } from '../../windows-system.ts'
import { unknownFrom } from '../answers.ts'
import type { Look } from '../probe.ts'
import { currentVersionPath } from '../windows/build.ts'
import { readText } from '../windows/registry.ts'
import { undocumented } from './reader.ts'
import { parseDefenderStatus } from './windows/defender.ts'
import { noDetails, type Details } from './windows/details.ts'
import {
  listedDefender,
  listedProduct,
  notListed,
  productBySigns,
  serverDefender,
} from './windows/products.ts'
import { detailsReaders } from './windows/readers.ts'
import { defenderOf, parseCenter, type CenterProduct } from './windows/security-center.ts'
import { foundBySigns, readSigns, whyIncomplete, type Signs } from './windows/signs.ts'

type AntivirusFacts = Facts<'antivirus'>
/** One look at one machine. */
type Seen = { system: System; look: Look; signs: Signs }

/**
 * Finds antivirus products by what they told Security Center, and by their services, programs and
 * keys of the registry. An empty list is answered only where Security Center was read, is empty,
 * and no sign of a product of the catalogue is there.
 */
export async function readWindowsAntivirus(
  system: System,
  look: Look,
): Promise<Maybe<AntivirusFacts>> {
  const seen: Seen = { system, look, signs: await readSigns(system, look.products) }
  const center = await system.cim('antivirus-products')
  if (center.ok) return readClient(seen, center.value)
  if (center.because === 'not-supported' && (await isServer(system))) return readServer(seen)
  const why = unknownFrom(center, 'Security Center')
  const products = await productsBySigns(seen, [], why)
  return products.length > 0 ? listOf(products) : why
}

/** `Server`, `Server Core` or `Nano Server`. Source: Microsoft, InstallationType. */
async function isServer(system: System): Promise<boolean> {
  const type = await readText(system, currentVersionPath, 'InstallationType')
  return typeof type === 'string' && /\bserver\b/i.test(type)
}

async function readClient(
  seen: Seen,
  instances: readonly CimInstance[],
): Promise<Maybe<AntivirusFacts>> {
  const listed = parseCenter(instances, seen.look.products)
  const told = await seen.system.securityCenterHealth()
  const health = told.ok ? told.value : null
  const products: AntivirusProduct[] = []
  for (const each of listed.slice(0, limits.antivirusProductsMax)) {
    const { signs } = seen
    if (each.row?.windows?.reader === 'defender') {
      const status = parseDefenderStatus(await seen.system.cim('defender-status'))
      const isOtherOn = listed.some((other) => other !== each && other.state.realTime === 'on')
      products.push(listedDefender(each, status, { signs, health, isOtherOn }))
    } else {
      const details = await readDetails(seen, each.row)
      products.push(listedProduct(each, { signs, details, health }))
    }
  }
  products.push(...(await productsBySigns(seen, listed, notListed)))
  if (products.length > 0) return listOf(products)
  return whyIncomplete(seen.signs) ?? listOf([])
}

/**
 * Without Security Center nothing lists what the catalogue does not know, so "none" cannot be
 * said.
 */
async function readServer(seen: Seen): Promise<Maybe<AntivirusFacts>> {
  const defender = defenderOf(seen.look.products)
  const answer = await seen.system.cim('defender-status')
  const isThere = defender !== null && (answer.ok || isFound(defender, seen.signs))
  const rest = await productsBySigns(seen, defender ? [asListed(defender)] : [], undocumented)
  const products = isThere
    ? [serverDefender(defender, parseDefenderStatus(answer), seen.signs), ...rest]
    : rest
  if (products.length > 0) return listOf(products)
  const noSign = unknown('not-supported', 'a server has no Security Center, and no sign was found')
  return whyIncomplete(seen.signs) ?? whyNotAsked(answer) ?? noSign
}

function isFound(row: AntivirusProductRow, signs: Signs): boolean {
  return foundBySigns([row], signs).length > 0
}

function asListed(row: AntivirusProductRow): Pick<CenterProduct, 'row'> {
  return { row }
}

/** Windows without Defender answers `not-supported`; any other failure may hide it. */
function whyNotAsked(answer: Answer<unknown>): Unknown | null {
  if (answer.ok || answer.because === 'not-supported') return null
  return unknownFrom(answer, 'Defender status')
}

/**
 * Products that only their signs show. Another edition of a vendor that is listed is the same
 * sign.
 */
async function productsBySigns(
  seen: Seen,
  listed: readonly Pick<CenterProduct, 'row'>[],
  why: Unknown,
): Promise<AntivirusProduct[]> {
  const vendors = new Set(listed.map(({ row }) => row?.vendor))
  const rows = foundBySigns(seen.look.products, seen.signs)
  const products: AntivirusProduct[] = []
  for (const row of rows.filter(({ vendor }) => !vendors.has(vendor))) {
    const details = await readDetails(seen, row)
    products.push(productBySigns(row, { signs: seen.signs, details }, why))
  }
  return products
}

async function readDetails(
  { system, look }: Seen,
  row: AntivirusProductRow | null,
): Promise<Details> {
  const read = row?.windows ? detailsReaders[row.windows.reader] : undefined
  return read ? read({ system, nowMs: look.nowMs }) : noDetails
}

function listOf(products: readonly AntivirusProduct[]): AntivirusFacts {
  return { products: products.slice(0, limits.antivirusProductsMax) }
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { vendorNames } from '#agent/probes/accounts/vendor-names.ts'
import { antivirusProductsFile } from '#protocol/catalogue/antivirus-products.ts'
import antivirusProductsJson from '#protocol/catalogue/antivirus-products.json' with { type: 'json' }

/** In the order in which they stand: `param` has to come first, and what runs last. */
const parts = [
  'start',
  'values',
  'identity',
  'door',
  'look-system',
  'look-updates',
  'look-protection',
  'look-network',
  'look-accounts',
  'connection',
  'report',
] as const

/**
 * The script for machines that no supported Node runs on, as one text of ASCII with the line ends of Windows: the files
 * of `agent/legacy`, and what the catalogue and the agent know of products and account names.
 */
export function legacyScript(checkout: string): string {
  const read = (name: string) =>
    readFileSync(join(checkout, 'agent', 'legacy', `${name}.ps1`), 'utf8').trim()
  const text = [...parts.map(read), productTable(), nameTable(), read('main'), ''].join('\n\n')
  return text.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n')
}

function productTable(): string {
  const rows = antivirusProductsFile
    .parse(antivirusProductsJson)
    .rows.flatMap(({ id, name, vendor, windows }) => {
      if (windows === null) return []
      const { securityCenterNames: names, services, registryKeys: keys } = windows
      const lists = Object.entries({ names, services, keys }).map(
        ([key, values]) => `${key} = @(${values.map(quoted).join(', ')})`,
      )
      const texts = Object.entries({ id, name, vendor }).map(([key, value]) => {
        return `${key} = ${quoted(value)}`
      })
      return [`  @{ ${[...texts, ...lists].join('; ')} }`]
    })
  return `$script:products = @(\n${rows.join(',\n')}\n)`
}

function nameTable(): string {
  return `$script:vendorNames = @(${[...vendorNames].map(quoted).join(', ')})`
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../tool.ts'

/** The licences of all that is in a program, as Debian's policy wants them in one file beside it. */
export function notices(places: readonly string[], nodeFolder: string): string {
  const own = licenceIn(checkout) ?? ''
  const parts = [
    `Khiên\n\n${own}`,
    `Node.js\n\n${licenceIn(nodeFolder) ?? ''}`,
    ...places.map((place) => `${place.replace(/^.*node_modules\//, '')}\n\n${licenceOf(place)}`),
  ]
  return `${parts.map((part) => part.trim()).join(`\n\n${'-'.repeat(72)}\n\n`)}\n`
}

function licenceOf(place: string): string {
  const folder = join(checkout, place)
  const declared = /"license":\s*"([^"]+)"/.exec(readFileSync(join(folder, 'package.json'), 'utf8'))
  return licenceIn(folder) ?? `Licence: ${declared?.[1] ?? 'not stated'}`
}

function licenceIn(folder: string): string | null {
  const file = readdirSync(folder)
    .sort()
    .find((name) => /^(licen[cs]e|copying)/i.test(name))
  return file === undefined ? null : readFileSync(join(folder, file), 'utf8')
}

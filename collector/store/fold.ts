import { foldForSearch } from '#domain/fold.ts'

/*
 * A folded text is kept beside the text in a column of its own, because the collations of the two databases differ.
 */
export { foldForSearch }

/** The pattern of `like` for a folded text anywhere in a column, in which `%` and `_` stand for themselves; escape '\\'. */
export const containing = (folded: string): string =>
  `%${folded.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`

/** What `host.search_folded` holds: host name, address and agency, in this order. */
export function foldHost(host: {
  hostname: string
  address: string | null
  agencyName: string
}): string {
  return foldForSearch(`${host.hostname} ${host.address ?? ''} ${host.agencyName}`)
}

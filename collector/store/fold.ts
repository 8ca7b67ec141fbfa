/**
 * A text as search and sort compare it: without marks and case, so that "Sở Y tế" is found by "so y te".
 * Kept beside the text in a column of its own, because the collations of the two databases differ.
 */
export function foldForSearch(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** What `host.search_folded` holds: host name, address and agency, in this order. */
export function foldHost(host: {
  hostname: string
  address: string | null
  agencyName: string
}): string {
  return foldForSearch(`${host.hostname} ${host.address ?? ''} ${host.agencyName}`)
}

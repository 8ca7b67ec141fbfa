import type { BrowserFamily } from '#protocol/people.ts'

/** In this order: most browsers name an older one as well, so that old pages let them in. */
const signs: readonly (readonly [BrowserFamily, RegExp])[] = [
  ['coc-coc', /coc_coc_browser/i],
  ['edge', /\bEdg(e|A|iOS)?\//],
  ['firefox', /\b(Firefox|FxiOS)\//],
  ['chrome', /(Chrome|Chromium|CriOS)\//],
  ['safari', /\bSafari\//],
]
/** All browsers begin with it, and hardly anything else. */
const browserSign = /^Mozilla\//

/** The family of a browser by what it says of itself; a program says something else or nothing. */
export function browserFamilyOf(userAgent: string | undefined): BrowserFamily {
  if (userAgent === undefined || !browserSign.test(userAgent)) return 'program'
  return signs.find(([, sign]) => sign.test(userAgent))?.[0] ?? 'other'
}

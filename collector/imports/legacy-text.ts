/**
 * Encodings of before Unicode as they look when their bytes are taken for characters. A letter sign inside a word is
 * no symbol, so each of these stands in no Vietnamese or English word.
 * Source: TCVN 5712:1993 (VN3, fonts .VnTime), VNI-Windows (fonts VNI-Times).
 */
const signs: readonly (readonly [name: string, pattern: RegExp])[] = [
  [
    'UTF-8 → Windows-1252',
    /á[»º][\u0080-\u00bf\u2010-\u2122\u0152-\u0178ˆ˜ƒ]|Ä‘|Æ°|Ã[¡¢£ª©­³´µº½]/u,
  ],
  ['TCVN3 (ABC)', /\p{L}[µ¶¸¹¨©ª«¬»¼½¾]\p{L}|\p{L}[µ¸¹¨©ª«¬]$|(?:^|\s)[®§]\p{L}/u],
  ['VNI', /[aeiouyôöAEIOUYÔÖ][øûïåäØÛÏÅÄ]|(?:^|\s)[ñÑ][aeiouyôöAEIOUYÔÖ]|[a-zA-Z]öô/u],
  ['U+FFFD', /\ufffd/u],
]

/** The encoding that a text seems to be in although it was read as Unicode; null: it reads as it should. */
export function legacyEncodingOf(text: string): string | null {
  if (isAscii(text)) return null
  return signs.find(([, pattern]) => pattern.test(text))?.[0] ?? null
}

const isAscii = (text: string) => !/[\u0080-\u{10ffff}]/u.test(text)

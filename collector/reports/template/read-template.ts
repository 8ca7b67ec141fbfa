import { strFromU8, unzipSync } from 'fflate'
import { Refusal } from '#protocol/refusals.ts'
import { templateLimits } from '#protocol/reports.ts'
import type { Parts } from '#collector/sheets/zip.ts'

const mainPart = 'word/document.xml'
/** Fields that fetch something when the document is opened. */
const fetching = /<w:instrText[^>]*>[^<]*\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK)\b/

/**
 * The parts of an uploaded .docx, inflated within limits that are checked before anything is inflated.
 * @throws Refusal TEMPLATE_TOO_LARGE, TEMPLATE_NOT_READABLE, TEMPLATE_UNSAFE
 */
export function readTemplate(bytes: Uint8Array): Parts {
  const { bytesMax } = templateLimits
  if (bytes.length > bytesMax) {
    throw new Refusal('TEMPLATE_TOO_LARGE', { bytes: bytes.length, bytesMax })
  }
  const parts = inflate(bytes)
  if (!parts[mainPart]) throw new Refusal('TEMPLATE_NOT_READABLE', { detail: mainPart })
  refuseUnsafe(parts)
  return parts
}

function inflate(bytes: Uint8Array): Parts {
  let inflatedBytes = 0
  let count = 0
  const { inflatedBytesMax, partsMax } = templateLimits
  try {
    return unzipSync(bytes, {
      filter({ originalSize }) {
        inflatedBytes += originalSize
        count += 1
        if (inflatedBytes > inflatedBytesMax || count > partsMax) {
          throw new Refusal('TEMPLATE_TOO_LARGE', {
            bytes: inflatedBytes,
            bytesMax: inflatedBytesMax,
          })
        }
        return true
      },
    })
  } catch (error) {
    if (error instanceof Refusal) throw error
    const detail = error instanceof Error ? error.message : String(error)
    throw new Refusal('TEMPLATE_NOT_READABLE', { detail: detail.slice(0, 120) })
  }
}

/** No program, no entity, nothing that is fetched from elsewhere. Links that a reader clicks are let stand. */
function refuseUnsafe(parts: Parts): void {
  const refuse = (part: string) => {
    throw new Refusal('TEMPLATE_UNSAFE', { part })
  }
  for (const [name, content] of Object.entries(parts)) {
    if (/vbaProject|activeX|embeddings\//i.test(name)) refuse(name)
    if (!/\.(?:xml|rels)$/i.test(name)) continue
    const text = strFromU8(content)
    if (text.includes('<!DOCTYPE') || text.includes('<!ENTITY')) refuse(name)
    if (fetching.test(text)) refuse(name)
    const relations = text.match(/<Relationship\b[^>]*>/g) ?? []
    const fetched = relations.filter(
      (relation) =>
        relation.includes('TargetMode="External"') && !/Type="[^"]*\/hyperlink"/.test(relation),
    )
    if (fetched.length > 0) refuse(name)
  }
}

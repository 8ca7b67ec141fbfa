import { strFromU8, strToU8, unzipSync } from 'fflate'
import { sealZip, type Parts } from '#collector/sheets/zip.ts'

/** The .docx with the times of the snapshot instead of those of the clock. */
export function sealDocx(bytes: Uint8Array, madeMs: number): Uint8Array {
  return sealZip(datedParts(unzipSync(bytes), madeMs))
}

const corePart = 'docProps/core.xml'

function datedParts(parts: Parts, madeMs: number): Parts {
  const core = parts[corePart]
  if (!core) return parts
  const made = new Date(madeMs).toISOString().replace(/\.\d{3}Z$/, 'Z')
  const text = strFromU8(core).replaceAll(
    /(<dcterms:(?:created|modified)[^>]*>)[^<]*(<\/dcterms:)/g,
    `$1${made}$2`,
  )
  return { ...parts, [corePart]: strToU8(text) }
}

import { hash } from 'node:crypto'
import {
  compiledCataloguesOn,
  catalogueContent,
  catalogueKinds,
  catalogueMessage,
  splitSignedCatalogue,
  type CatalogueKind,
} from '#protocol/catalogue/signed.ts'
import { limits } from '#protocol/limits.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { Digest, EpochMs } from '#protocol/values.ts'
import { parseRows, type CatalogueRows } from '#domain/catalogue-rows.ts'
import { recordAudit, type Actor } from './audit.ts'
import type { Db } from './schema.ts'
import { isSignedByOne } from './signature.ts'

/** A signed catalogue that was imported, and its rows as this version reads them. */
export type HeldCatalogue = CatalogueRows & {
  readonly sequence: number
  readonly issuedOn: string
  readonly importedBy: string
  readonly importedMs: EpochMs
  /** The file as agents get it, and its SHA-256. */
  readonly file: string
  readonly digest: Digest
}

/**
 * The newest signed catalogue of each kind. Left out: one whose rows this version cannot read, and one that is
 * older than the catalogue of this release.
 */
export async function readCatalogues(db: Db): Promise<ReadonlyMap<CatalogueKind, HeldCatalogue>> {
  const held = new Map<CatalogueKind, HeldCatalogue>()
  for (const kind of catalogueKinds) {
    const row = await db
      .selectFrom('catalogue')
      .selectAll()
      .where('kind', '=', kind)
      .where('issued_on', '>=', compiledCataloguesOn)
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirst()
    const content = row && catalogueContent.safeParse(JSON.parse(row.content)).data
    const rows = content && parseRows(kind, content.rows)
    if (!row || !rows?.success) continue
    const file = `${row.content}\n${row.signature}\n`
    held.set(kind, {
      ...rows.data,
      sequence: row.sequence,
      issuedOn: row.issued_on,
      importedBy: row.imported_by,
      importedMs: row.imported_ms,
      file,
      digest: hash('sha256', file, 'hex'),
    })
  }
  return held
}

/**
 * Takes a signed catalogue: one of a known format and kind, whose rows are what its kind asks for, signed by one of
 * `keys` (raw Ed25519 public keys, base64url), of a higher sequence than the one that is held.
 * @throws Refusal CATALOGUE_INVALID, CATALOGUE_NOT_TRUSTED, CATALOGUE_OLDER
 */
export async function importCatalogue(
  db: Db,
  file: string,
  by: Actor & { readonly author: string; readonly keys: readonly string[] },
): Promise<CatalogueKind> {
  const { content, signature } = readSigned(file, by.keys)
  const { kind, sequence, issuedOn, rows } = content.parsed
  if (issuedOn < compiledCataloguesOn) {
    throw new Refusal('CATALOGUE_OLDER', { kind, sequence, held: compiledCataloguesOn })
  }
  await db.transaction().execute(async (trx) => {
    const before = await trx
      .selectFrom('catalogue')
      .select(({ fn }) => fn.max('sequence').as('sequence'))
      .where('kind', '=', kind)
      .executeTakeFirst()
    const held = before?.sequence ?? null
    if (held !== null && held >= sequence) {
      throw new Refusal('CATALOGUE_OLDER', { kind, sequence, held })
    }
    const { actor, address, nowMs, author } = by
    await trx
      .insertInto('catalogue')
      .values({
        kind,
        sequence,
        issued_on: issuedOn,
        content: content.line,
        signature,
        imported_by: author,
        imported_ms: nowMs,
      })
      .execute()
    await recordAudit(trx, {
      actor,
      address,
      atMs: nowMs,
      action: 'import-catalogue',
      subject: kind,
      before: { sequence: held },
      after: { sequence, issuedOn, rows: rows.length },
    })
  })
  return kind
}

function readSigned(file: string, keys: readonly string[]) {
  // In UTF-8, as it travels: the number of characters says less.
  const bytes = Buffer.byteLength(file)
  const bytesMax = limits.catalogueBytesMax
  if (bytes > bytesMax) throw invalid(`${bytes} > ${bytesMax} B`)
  const split = splitSignedCatalogue(file)
  if (split === null) throw invalid('content + signature')
  const isTrusted = isSignedByOne(split, catalogueMessage, keys)
  if (!isTrusted) throw new Refusal('CATALOGUE_NOT_TRUSTED', { keys: keys.length })
  const parsed = parseContent(split.content)
  return { content: { line: split.content, parsed }, signature: split.signature }
}

function parseContent(line: string) {
  const content = catalogueContent.safeParse(jsonOrNull(line))
  if (!content.success) throw invalid(firstTrouble(content.error.issues))
  const rows = parseRows(content.data.kind, content.data.rows)
  if (!rows.success) throw invalid(firstTrouble(rows.error.issues))
  return content.data
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string }

function firstTrouble([issue]: readonly Issue[]): string {
  return issue ? `${issue.path.join('.')}: ${issue.message}`.slice(0, 200) : ''
}

const invalid = (detail: string) => new Refusal('CATALOGUE_INVALID', { detail })

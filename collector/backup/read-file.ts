import { createHash, type DecipherGCM } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { Refusal } from '#protocol/refusals.ts'
import {
  digestBytes,
  formNumber,
  lead as leadSchema,
  leadBytesMax,
  magicLine,
  tagBytes,
  type Lead,
  type Manifest,
} from './form.ts'
import { unsealWith } from './seal.ts'
import { unpack } from './unpack.ts'

/** A backup whose bytes are all there and as they were written. */
export type OpenedBackup = {
  readonly file: string
  readonly lead: Lead
  /** SHA-256 of the file without its last 32 bytes, which hold it. */
  readonly digest: string
  readonly contentFrom: number
  readonly contentUntil: number
  readonly bytes: number
}

/**
 * Looks at a backup: that it is one, of a version that this one can read, whole and unaltered.
 * @throws Refusal FILE_NOT_READABLE, BACKUP_NOT_ONE, BACKUP_NEWER, BACKUP_DAMAGED
 */
export async function openBackup(
  file: string,
  migrationsKnown: readonly string[],
): Promise<OpenedBackup> {
  const { lead, contentFrom, bytes } = await readLead(file)
  const newer = lead.migrations.find((name) => !migrationsKnown.includes(name))
  if (lead.form > formNumber || newer !== undefined) {
    throw new Refusal('BACKUP_NEWER', { file, version: lead.version })
  }
  const end = bytes - digestBytes
  const contentUntil = end - (lead.sealed ? tagBytes : 0)
  if (contentUntil <= contentFrom) throw damaged(file, 'it ends too early')
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file, { end: end - 1 })) hash.update(chunk)
  const digest = hash.digest()
  if (!digest.equals(await readRange(file, end, digestBytes))) {
    throw damaged(file, 'its content does not fit its SHA-256')
  }
  return { file, lead, digest: digest.toString('hex'), contentFrom, contentUntil, bytes }
}

/**
 * Unpacks a backup into an empty folder; every part is checked against its hash while it is written.
 * @throws Refusal BACKUP_PASSPHRASE_NEEDED, BACKUP_PASSPHRASE_WRONG, BACKUP_DAMAGED
 */
export async function unpackBackup(
  backup: OpenedBackup,
  { folder, passphrase }: { readonly folder: string; readonly passphrase: string | null },
): Promise<Manifest> {
  const { file, contentFrom, contentUntil } = backup
  const decipher = await decipherOf(backup, passphrase)
  const source = createReadStream(file, { start: contentFrom, end: contentUntil - 1 })
  let manifest: Manifest | null = null
  const take = async (content: AsyncIterable<Buffer>) => {
    manifest = await unpack(content, folder)
  }
  try {
    await pipeline(source, decipher ?? new PassThrough(), createGunzip(), take)
  } catch (error) {
    if (isOfTheDisk(error) || error instanceof Refusal) throw error
    throw damaged(file, error instanceof Error ? error.message : String(error))
  }
  if (!manifest) throw damaged(file, 'it is empty')
  return manifest
}

async function decipherOf(
  { file, lead, contentUntil }: OpenedBackup,
  passphrase: string | null,
): Promise<DecipherGCM | null> {
  const { sealed } = lead
  if (!sealed) return null
  if (passphrase === null) throw new Refusal('BACKUP_PASSPHRASE_NEEDED', { file })
  const tag = await readRange(file, contentUntil, tagBytes)
  const decipher = await unsealWith(passphrase, { ...lead, sealed }, tag)
  if (!decipher) throw new Refusal('BACKUP_PASSPHRASE_WRONG', { file })
  return decipher
}

async function readLead(file: string) {
  let bytes: number
  let begin: Buffer
  try {
    bytes = (await stat(file)).size
    begin = await readRange(file, 0, Math.min(bytes, leadBytesMax))
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new Refusal('FILE_NOT_READABLE', { file, detail })
  }
  const start = magicLine.length + 1
  const end = begin.indexOf('\n', start)
  const isOne = begin.subarray(0, start).toString() === `${magicLine}\n`
  if (!isOne) throw new Refusal('BACKUP_NOT_ONE', { file })
  if (end < 0) throw damaged(file, 'it ends too early')
  const parsed = leadSchema.safeParse(jsonOrNull(begin.subarray(start, end).toString()))
  if (!parsed.success) throw damaged(file, 'its second line cannot be read')
  return { lead: parsed.data, contentFrom: end + 1, bytes }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function readRange(file: string, from: number, count: number): Promise<Buffer> {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(count), 0, count, from)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** The disk had no room, or failed: that says nothing of the backup. */
function isOfTheDisk(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EACCES', 'EFBIG'].includes(code)
}

const damaged = (file: string, detail: string) => new Refusal('BACKUP_DAMAGED', { file, detail })

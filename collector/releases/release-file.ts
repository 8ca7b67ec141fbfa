import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { limits } from '#protocol/limits.ts'
import { Refusal } from '#protocol/refusals.ts'
import {
  keyStatement,
  keyStatementMessage,
  releaseManifest,
  releaseMessage,
  type KeyStatement,
  type ReleaseManifest,
  type ReleasePack,
} from '#protocol/releases.ts'
import { splitSignedLines, type SignedLines } from '#protocol/signed-lines.ts'
import { isSignedByOne } from '#store/signature.ts'

/** A release file whose signature is good and whose packs are whole. */
export type ReleaseFile = {
  readonly manifest: ReleaseManifest
  /** Two lines as they were signed. */
  readonly lines: string
  /** Where each pack lies in the file. */
  readonly packs: readonly (ReleasePack & { readonly offset: number })[]
}

/**
 * Reads a release from end to end. Without `keys` the signature is not looked at: the agents decide, and they do.
 * @throws Refusal FILE_NOT_READABLE, RELEASE_INVALID, RELEASE_NOT_TRUSTED
 */
export async function readReleaseFile(file: string, keys: readonly string[]): Promise<ReleaseFile> {
  const handle = await opened(file)
  try {
    const head = Buffer.alloc(limits.releaseManifestBytesMax)
    const { bytesRead } = await handle.read(head, 0, head.length, 0)
    const end = head.indexOf(10, head.indexOf(10) + 1) + 1
    const lines = head.toString('utf8', 0, Math.min(end, bytesRead))
    const manifest = readManifest(lines, keys)
    const packs = placed(manifest.packs, Buffer.byteLength(lines))
    for (const pack of packs) await checkPack(handle, pack)
    const last = packs.at(-1)
    const { size } = await handle.stat()
    if (last && size !== last.offset + last.bytes) throw invalid(`${size} B`)
    return { manifest, lines, packs }
  } finally {
    await handle.close()
  }
}

/**
 * What one key has signed about the other.
 * @throws Refusal RELEASE_INVALID, RELEASE_NOT_TRUSTED
 */
export function readKeyStatement(lines: string, keys: readonly string[]): KeyStatement {
  const split = splitSignedLines(lines, limits.keyStatementBytesMax)
  if (!split) throw invalid('content + signature')
  refuseUnsigned(split, keyStatementMessage, keys)
  const parsed = keyStatement.safeParse(jsonOf(split.content))
  if (!parsed.success) throw invalid(parsed.error.issues[0]?.path.join('.') ?? '')
  return parsed.data
}

function readManifest(lines: string, keys: readonly string[]): ReleaseManifest {
  const split = splitSignedLines(lines, limits.releaseManifestBytesMax)
  if (!split) throw invalid('content + signature')
  refuseUnsigned(split, releaseMessage, keys)
  const parsed = releaseManifest.safeParse(jsonOf(split.content))
  if (!parsed.success) throw invalid(parsed.error.issues[0]?.path.join('.') ?? '')
  return parsed.data
}

function refuseUnsigned(
  lines: SignedLines,
  message: (content: string) => string,
  keys: readonly string[],
): void {
  if (keys.length === 0) return
  if (!isSignedByOne(lines, message, keys))
    throw new Refusal('RELEASE_NOT_TRUSTED', { keys: keys.length })
}

function placed(packs: readonly ReleasePack[], from: number) {
  let offset = from
  return packs.map((pack) => {
    const at = { ...pack, offset }
    offset += pack.bytes
    return at
  })
}

async function checkPack(
  handle: FileHandle,
  { bytes, digest, offset, platform }: ReleasePack & { readonly offset: number },
): Promise<void> {
  const sum = createHash('sha256')
  const buffer = Buffer.alloc(1024 * 1024)
  for (let at = 0; at < bytes;) {
    const wanted = Math.min(buffer.length, bytes - at)
    const { bytesRead } = await handle.read(buffer, 0, wanted, offset + at)
    if (bytesRead === 0) throw invalid(`${platform}: ${at} < ${bytes} B`)
    sum.update(buffer.subarray(0, bytesRead))
    at += bytesRead
  }
  if (sum.digest('hex') !== digest) throw invalid(`${platform}: SHA-256`)
}

async function opened(file: string): Promise<FileHandle> {
  try {
    return await open(file)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new Refusal('FILE_NOT_READABLE', { file, detail })
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const invalid = (detail: string) => new Refusal('RELEASE_INVALID', { detail })

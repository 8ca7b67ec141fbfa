import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { constants, zstdCompressSync } from 'node:zlib'
import { canonicalJson } from '#protocol/delta.ts'
import { limits } from '#protocol/limits.ts'
import {
  keyStatement,
  keyStatementMessage,
  releaseManifest,
  releaseMessage,
  type KeyStatement,
  type ReleaseManifest,
} from '#protocol/releases.ts'
import type { SigningKey } from '../signing-key.ts'

/** The files of one kind of machine; the first of them is the program. */
export type PackFiles = { readonly platform: string; readonly files: readonly string[] }

/** Large windows pack better and cost the agent that much memory once, while it unpacks. */
const windowBits = 23

/**
 * Writes a release: two signed lines, then the packs one after the other in the order of the manifest.
 * @returns the manifest
 */
export function makeRelease(
  key: SigningKey,
  release: Pick<ReleaseManifest, 'sequence' | 'version' | 'issuedOn'> & {
    readonly packs: readonly PackFiles[]
    /** Of zstd; lower is faster, for tests. */
    readonly level?: number
  },
  out: string,
): ReleaseManifest {
  const made = release.packs.map((pack) => packOf(pack, release.level ?? 19))
  const manifest = releaseManifest.parse({
    format: 'khien release',
    product: 'khien-agent',
    sequence: release.sequence,
    version: release.version,
    issuedOn: release.issuedOn,
    packs: made.map(({ pack }) => pack),
  })
  const lines = key.signLines(canonicalJson(manifest), releaseMessage)
  refuseLonger(lines, limits.releaseManifestBytesMax)
  writeFileSync(out, Buffer.concat([Buffer.from(lines), ...made.map(({ bytes }) => bytes)]))
  return manifest
}

/** What one key signs to retire the other; two lines. */
export function makeKeyStatement(key: SigningKey, statement: Omit<KeyStatement, 'format'>): string {
  const content = keyStatement.parse({ format: 'khien release keys', ...statement })
  const lines = key.signLines(canonicalJson(content), keyStatementMessage)
  refuseLonger(lines, limits.keyStatementBytesMax)
  return lines
}

function packOf({ platform, files }: PackFiles, level: number) {
  const contents = files.map((file) => readFileSync(file))
  const params = {
    [constants.ZSTD_c_compressionLevel]: level,
    [constants.ZSTD_c_windowLog]: windowBits,
    [constants.ZSTD_c_checksumFlag]: 1,
  }
  const bytes = zstdCompressSync(Buffer.concat(contents), { params })
  const pack = {
    platform,
    digest: sha256(bytes),
    bytes: bytes.length,
    files: contents.map((content, at) => ({
      name: basename(files[at] ?? ''),
      digest: sha256(content),
      bytes: content.length,
      isProgram: at === 0,
    })),
  }
  return { pack, bytes }
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

function refuseLonger(text: string, bytesMax: number): void {
  const bytes = Buffer.byteLength(text)
  if (bytes > bytesMax) throw new Error(`${bytes} bytes exceed ${bytesMax}`)
}

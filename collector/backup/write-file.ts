import { createHash, type CipherGCM } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { formNumber, magicLine, type Lead, type Manifest, type Part } from './form.ts'
import { sealWith } from './seal.ts'

/** What goes into a backup: the manifest, and the folder in which its parts lie under their names. */
type Packed = {
  readonly manifest: Manifest
  readonly folder: string
  readonly version: string
  readonly migrations: readonly string[]
  /** Null: whoever has the file can read it. */
  readonly passphrase: string | null
  readonly randomBytes: (count: number) => Buffer
}

/** Size and hash of one file that is to become a part. */
export async function describePart(folder: string, name: string): Promise<Part> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(join(folder, name))) {
    const data: Buffer = chunk
    hash.update(data)
    bytes += data.length
  }
  return { name, bytes, sha256: hash.digest('hex') }
}

/** Writes a backup to a new file that only this account may read; on the disk when this returns. Gives its size. */
export async function writeBackup(file: string, packed: Packed): Promise<number> {
  const { version, migrations, passphrase, randomBytes } = packed
  const open: Lead = { form: formNumber, version, migrations: [...migrations], sealed: null }
  const { lead, cipher } =
    passphrase === null
      ? { lead: open, cipher: null }
      : await sealWith(passphrase, open, randomBytes)
  const source = Readable.from(contentOf(packed))
  const target = createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true })
  const frame = (content: AsyncIterable<Buffer>) => framed(content, lead, cipher)
  if (cipher) await pipeline(source, createGzip(), cipher, frame, target)
  else await pipeline(source, createGzip(), frame, target)
  await syncFolder(dirname(file))
  return (await stat(file)).size
}

async function* contentOf({ manifest, folder }: Packed): AsyncGenerator<Buffer> {
  yield Buffer.from(`${JSON.stringify(manifest)}\n`)
  for (const { name } of manifest.parts) yield* createReadStream(join(folder, name))
}

async function* framed(
  content: AsyncIterable<Buffer>,
  lead: Lead,
  cipher: CipherGCM | null,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  const begin = Buffer.from(`${magicLine}\n${JSON.stringify(lead)}\n`)
  hash.update(begin)
  yield begin
  for await (const chunk of content) {
    hash.update(chunk)
    yield chunk
  }
  if (cipher) {
    const tag = cipher.getAuthTag()
    hash.update(tag)
    yield tag
  }
  yield hash.digest()
}

/** A file is on the disk when the folder that names it is. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

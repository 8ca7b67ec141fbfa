import { createHash } from 'node:crypto'
import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { manifest as manifestSchema, manifestBytesMax, type Manifest, type Part } from './form.ts'

const newLine = 0x0a

/**
 * Writes the parts of unpacked content into a folder under their names, each readable by this account alone.
 * Throws when the content is not what its manifest says.
 */
export async function unpack(content: AsyncIterable<Buffer>, folder: string): Promise<Manifest> {
  const reading = new Reading(content)
  const manifest = manifestSchema.parse(JSON.parse(await reading.line(manifestBytesMax)))
  for (const part of manifest.parts) await writePart(reading, part, folder)
  if (!(await reading.isAtEnd())) throw new Error('there is more than its manifest names')
  return manifest
}

async function writePart(reading: Reading, part: Part, folder: string): Promise<void> {
  const file = join(folder, part.name)
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const hash = createHash('sha256')
  const handle = await open(file, 'wx', 0o600)
  try {
    for await (const chunk of reading.take(part.bytes)) {
      hash.update(chunk)
      await handle.writeFile(chunk)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  if (hash.digest('hex') !== part.sha256) throw new Error(`${part.name} differs`)
}

/** Bytes as they come, read by lines and by counts. */
class Reading {
  readonly #source: AsyncIterator<Buffer>
  #held: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  async line(bytesMax: number): Promise<string> {
    let end = this.#held.indexOf(newLine)
    while (end < 0) {
      if (this.#held.length > bytesMax || !(await this.#more())) throw new Error('no manifest')
      end = this.#held.indexOf(newLine)
    }
    const line = this.#held.subarray(0, end).toString()
    this.#held = this.#held.subarray(end + 1)
    return line
  }

  async *take(count: number): AsyncGenerator<Buffer> {
    let missing = count
    while (missing > 0) {
      if (this.#held.length === 0 && !(await this.#more())) throw new Error('it ends too early')
      const chunk = this.#held.subarray(0, missing)
      this.#held = this.#held.subarray(chunk.length)
      missing -= chunk.length
      yield chunk
    }
  }

  async isAtEnd(): Promise<boolean> {
    return this.#held.length === 0 && !(await this.#more())
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#source.next()
    if (done === true) return false
    this.#held = this.#held.length === 0 ? value : Buffer.concat([this.#held, value])
    return true
  }
}

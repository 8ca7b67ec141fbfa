import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { PackageKind } from '#protocol/install-packages.ts'
import { Refusal } from '#protocol/refusals.ts'

/** The first bytes of each format, as its specification has them. */
const beginnings: Readonly<Record<string, readonly number[]>> = {
  msi: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
  deb: [...Buffer.from('!<arch>\n', 'latin1')],
  rpm: [0xed, 0xab, 0xee, 0xdb],
  // The comment of its head, in ASCII: PowerShell 2.0 reads a file without a mark as that.
  script: [...Buffer.from('<#', 'latin1')],
  tar: [0x28, 0xb5, 0x2f, 0xfd],
}

/** @throws Refusal PACKAGE_NOT_WHAT_IT_SAYS for a file that does not begin as its kind does */
export async function checkBeginning(file: string, kind: PackageKind): Promise<void> {
  const wanted = beginnings[kind.slice(kind.lastIndexOf('-') + 1)] ?? []
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(wanted.length), 0, wanted.length)
    if (bytesRead === wanted.length && wanted.every((byte, index) => buffer[index] === byte)) return
    throw new Refusal('PACKAGE_NOT_WHAT_IT_SAYS', { file })
  } finally {
    await handle.close()
  }
}

export async function sha256Of(file: string): Promise<string> {
  const digest = createHash('sha256')
  for await (const chunk of createReadStream(file)) digest.update(chunk)
  return digest.digest('hex')
}

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { joinPlaceholder } from '#domain/agency-installer.ts'

/** Begins as every `.msi` does: the header of a compound file. */
export const msiBeginning = Buffer.from('d0cf11e0a1b11ae1', 'hex')

/** What the collector needs of an installer: its first bytes, and room for a join string among others. */
export function installerBytes(): Buffer {
  const noise = Buffer.alloc(4_096, 'khien ')
  return Buffer.concat([msiBeginning, noise, Buffer.from(joinPlaceholder), noise])
}

/** Lays such an installer into a folder of packages. */
export async function writeInstaller(folder: string, name: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, name), installerBytes())
}

import { createReadStream, type Stats } from 'node:fs'
import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PackageShelf, ShelvedPackage } from '#collector/deps.ts'
import { packageOf } from '#protocol/install-packages.ts'
import { sha256Of } from './read-package.ts'

/** More files than anybody keeps; what lies beyond is not shown. */
const filesMax = 100

type Summed = { readonly mark: string; readonly sha256: string }

/** The folder of packages as it is at each look; sums of files that have not changed are kept. */
export function createShelf(folder: string): PackageShelf {
  const sums = new Map<string, Summed>()

  async function sumOf(name: string, { size, mtimeMs, ino }: Stats): Promise<string> {
    const mark = `${size} ${mtimeMs} ${ino}`
    const known = sums.get(name)
    if (known?.mark === mark) return known.sha256
    const sha256 = await sha256Of(join(folder, name))
    sums.set(name, { mark, sha256 })
    return sha256
  }

  /** A name that `packageOf` takes holds no path; a link might lead out of the folder and is no package. */
  async function find(name: string): Promise<Stats | null> {
    if (packageOf(name) === null) return null
    const stats = await lstat(join(folder, name)).catch(() => null)
    return stats?.isFile() ? stats : null
  }

  return {
    folder,
    async list() {
      const names = await readdir(folder).catch(() => [])
      const packages: ShelvedPackage[] = []
      for (const name of names.toSorted().slice(0, filesMax)) {
        const told = packageOf(name)
        const stats = await find(name)
        if (told === null || stats === null) continue
        packages.push({ name, ...told, bytes: stats.size, sha256: await sumOf(name, stats) })
      }
      return packages
    },
    async open(name) {
      const stats = await find(name)
      if (stats === null) return null
      return { bytes: stats.size, content: createReadStream(join(folder, name)) }
    },
    async read(name) {
      return (await find(name)) === null ? null : readFile(join(folder, name))
    },
  }
}

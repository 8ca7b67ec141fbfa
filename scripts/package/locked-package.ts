import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { checkout } from '../tool.ts'
import { PackagingError } from './packaging-error.ts'
import { must } from './workshop.ts'

const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      integrity: z.string().optional(),
      license: z.string().optional(),
    }),
  ),
})

/** A package as the lockfile pins it; `integrity` is `sha512-` and base64. */
export type LockedPackage = {
  readonly name: string
  readonly version: string
  readonly integrity: string
  readonly license: string | null
}

/** All packages of the lockfile, by their place, e.g. `node_modules/zod`. */
export function readLockfile(): ReadonlyMap<string, LockedPackage> {
  const text = readFileSync(join(checkout, 'package-lock.json'), 'utf8')
  const { packages } = lockfile.parse(JSON.parse(text))
  const locked = Object.entries(packages).flatMap(([place, { version, integrity, license }]) => {
    if (version === undefined || integrity === undefined) return []
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
    return [[place, { name, version, integrity, license: license ?? null }] as const]
  })
  return new Map(locked)
}

/**
 * Unpacks a package of the lockfile into a folder, for whatever platform it is made. What the registry gives is kept in
 * `cache`, and refused when it is not what the lockfile pins.
 */
export async function unpackLocked(
  name: string,
  { cache, folder }: { readonly cache: string; readonly folder: string },
): Promise<LockedPackage> {
  const locked = readLockfile().get(`node_modules/${name}`)
  if (!locked) throw new PackagingError(`package-lock.json does not name ${name}.`)
  mkdirSync(cache, { recursive: true })
  const file = `${name.replace('@', '').replace('/', '-')}-${locked.version}.tgz`
  const archive = join(cache, file)
  if (!existsSync(archive)) {
    const wanted = `${name}@${locked.version}`
    const how = ['--silent', '--prefer-offline', '--pack-destination', cache]
    await must(['npm', 'pack', ...how, wanted], { cwd: cache })
  }
  const digest = createHash('sha512').update(readFileSync(archive)).digest('base64')
  if (`sha512-${digest}` !== locked.integrity) {
    rmSync(archive)
    throw new PackagingError(`${file} is not what package-lock.json pins; it was removed.`)
  }
  mkdirSync(folder, { recursive: true })
  await must(['tar', '-xzf', archive, '--strip-components=1', '-C', folder])
  return locked
}

import { existsSync } from 'node:fs'
import { access, chown, constants, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '#protocol/refusals.ts'
import { syncFolder } from './write-file.ts'

/*
 * A restore works inside the data folder, because an account may own that and not the folder around it. It unpacks into
 * `restore.unfinished`, which changes nothing; when all of it is there and good, that becomes `restore.moving`, and from
 * then until the last rename a collector refuses to start, so that it never makes a new database in a half-moved folder.
 */
const unfinished = 'restore.unfinished'
const moving = 'restore.moving'
const asidePrefix = 'before-restore-'
/** Locks are held while files move; what was moved aside before stays where it is. */
const staysInPlace = (name: string) =>
  name.endsWith('.lock') || name.startsWith(asidePrefix) || name === unfinished || name === moving

/** Whether a restore into this folder was cut off while it moved files. */
export const isHalfRestored = (folder: string): boolean => existsSync(join(folder, moving))

/** Whether there is anything that a restore would have to move aside. */
export async function holdsData(folder: string): Promise<boolean> {
  return existsSync(folder) && (await readdir(folder)).some((name) => !staysInPlace(name))
}

/** @throws Refusal DATA_DIR_NOT_WRITABLE */
export async function makeDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await access(folder, constants.W_OK | constants.X_OK)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new Refusal('DATA_DIR_NOT_WRITABLE', { folder, detail })
  }
}

/** An empty folder to unpack into. */
export async function makeStaging(folder: string): Promise<string> {
  const staging = join(folder, unfinished)
  await rm(staging, { recursive: true, force: true })
  await mkdir(staging, { mode: 0o700 })
  return staging
}

export const dropStaging = (folder: string): Promise<void> =>
  rm(join(folder, unfinished), { recursive: true, force: true })

/**
 * Moves what there is aside and what was unpacked into its place. Gives the folder that holds what there was; null: it
 * was empty.
 */
export async function moveIn(folder: string, moment: string): Promise<string | null> {
  const from = join(folder, moving)
  await rm(from, { recursive: true, force: true })
  await rename(join(folder, unfinished), from)
  await syncFolder(folder)
  const aside = join(folder, `${asidePrefix}${moment}`)
  const old = (await readdir(folder)).filter((name) => !staysInPlace(name))
  if (old.length > 0) await mkdir(aside, { mode: 0o700 })
  for (const name of old) await rename(join(folder, name), join(aside, name))
  for (const name of await readdir(from)) await rename(join(from, name), join(folder, name))
  await syncFolder(folder)
  await rm(from, { recursive: true })
  return old.length > 0 ? aside : null
}

/** Gives everything in a folder to the account that owns it: an administrator restores for the collector's account. */
export async function giveToOwner(folder: string): Promise<void> {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = await stat(folder)
  if (uid === 0) return
  for (const name of await readdir(folder, { recursive: true })) {
    await chown(join(folder, name), uid, gid)
  }
}

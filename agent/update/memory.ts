import { join } from 'node:path'
import { z } from 'zod'
import { updateStanding } from '#protocol/releases.ts'
import { dataFiles, readStored, writeDurably } from '../data-folder.ts'

const updateMemory = z.object({
  /** Of the last release that was offered; null: none was. */
  standing: updateStanding.nullable(),
  /** The sequence of that release. */
  sequence: z.int().min(0),
  /** How often that release went back, and when it last did. */
  wentBack: z.int().min(0),
  wentBackMs: z.int().nullable(),
  /** The highest sequence that ever proved itself here: nothing below it is taken. */
  provedSequence: z.int().min(0),
})
/** What an agent remembers of releases, over restarts and over its own versions. */
export type UpdateMemory = z.infer<typeof updateMemory>

const nothing: UpdateMemory = {
  standing: null,
  sequence: 0,
  wentBack: 0,
  wentBackMs: null,
  provedSequence: 0,
}

/** A memory that is damaged is none: what it kept from happening twice is also kept by versions and signatures. */
export function readMemory(folder: string): UpdateMemory {
  const stored = readStored(join(folder, dataFiles.update), updateMemory)
  return stored === null || stored === 'damaged' ? nothing : stored
}

/** @throws Refusal DATA_DIR_NOT_WRITABLE */
export function keepMemory(folder: string, memory: UpdateMemory): void {
  writeDurably(join(folder, dataFiles.update), JSON.stringify(memory))
}

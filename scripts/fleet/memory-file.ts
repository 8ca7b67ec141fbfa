import { readFile, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import type { HostMemory } from './synthetic-host.ts'

const stored = z.record(
  z.string().regex(/^\d+$/),
  z.object({ session: z.int().min(0), ticket: z.string().nullable() }),
)

/** What an earlier run of the same fleet left; empty where there was none. */
export async function readMemories(file: string): Promise<Map<number, HostMemory>> {
  try {
    const entries = Object.entries(stored.parse(JSON.parse(await readFile(file, 'utf8'))))
    return new Map(entries.map(([index, memory]) => [Number(index), memory]))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map()
    throw new Error(`cannot read the fleet's memory ${file}; remove it to start a new fleet`, {
      cause: error,
    })
  }
}

export async function writeMemories(
  file: string,
  memories: Map<number, HostMemory>,
): Promise<void> {
  await writeFile(file, JSON.stringify(Object.fromEntries(memories)), { mode: 0o600 })
}

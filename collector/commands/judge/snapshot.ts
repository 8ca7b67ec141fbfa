import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { HostFacts } from '#domain/control.ts'
import { agentProgram } from '#collector/own-files.ts'
import { probeId, readingSchemas } from '#protocol/facts/registry.ts'
import { Refusal } from '#protocol/refusals.ts'
import { epochMs } from '#protocol/values.ts'

const fileBytesMax = 64 * 2 ** 20
const replayMsMax = 60_000

/** What `khien-agent snapshot` and `khien-agent replay` print: one entry per probe. */
const entry = z.object({
  probe: probeId,
  observedAtMs: epochMs,
  state: z.string(),
  facts: z.unknown().optional(),
  because: z.string().optional(),
  detail: z.string().optional(),
})
const snapshot = z.array(entry).min(1)
export type Snapshot = z.infer<typeof snapshot>

/**
 * What an agent saw: a file that `snapshot` or `replay` printed, or a recording, which is replayed by the agent that
 * lies beside the collector.
 * @throws Refusal FILE_NOT_READABLE, RECORDING_INVALID
 */
export async function snapshotOf(file: string): Promise<Snapshot> {
  const text = await readText(file)
  const printed = snapshot.safeParse(parseJson(text))
  if (printed.success) return printed.data
  const replayed = snapshot.safeParse(parseJson(await replay(file)))
  if (replayed.success) return replayed.data
  throw invalid(file, replayed.error.issues[0]?.message ?? '')
}

/** @throws Refusal RECORDING_INVALID where a probe's facts are not those of its spec */
export function factsOf(entries: Snapshot, file: string): HostFacts {
  const observed = entries.map(({ probe, observedAtMs, ...shown }) => {
    const reading = readingSchemas[probe].safeParse(shown)
    if (!reading.success) throw invalid(file, `${probe}: ${reading.error.issues[0]?.message ?? ''}`)
    return [probe, { reading: reading.data, observedAtMs }] as const
  })
  return Object.fromEntries(observed)
}

async function readText(file: string): Promise<string> {
  try {
    const bytes = await readFile(file)
    if (bytes.length <= fileBytesMax) return bytes.toString()
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new Refusal('FILE_NOT_READABLE', { file, detail })
  }
  throw new Refusal('FILE_NOT_READABLE', { file, detail: `> ${fileBytesMax} bytes` })
}

/** Undefined: not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Readers are the agent's code and run in the agent's process; no path but the file's is given to it. */
function replay(file: string): Promise<string> {
  const child = spawn(process.execPath, [agentProgram, 'replay', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: replayMsMax,
  })
  const output: Buffer[] = []
  const complaints: Buffer[] = []
  child.stdout.on('data', (data: Buffer) => output.push(data))
  child.stderr.on('data', (data: Buffer) => complaints.push(data))
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(invalid(file, error.message)))
    child.once('close', (code) => {
      if (code === 0) return resolve(Buffer.concat(output).toString())
      reject(invalid(file, Buffer.concat(complaints).toString().trim().slice(0, 500)))
    })
  })
}

function invalid(file: string, detail: string): Refusal {
  return new Refusal('RECORDING_INVALID', { file, detail })
}

import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ProbeId } from '#protocol/facts/registry.ts'
import { canonicalJson } from '#protocol/delta.ts'
import { recordSystem, type Recording } from '#agent/recording.ts'
import { snapshotAll } from '#agent/snapshot.ts'
import type { System } from '#agent/system.ts'
import { aLook } from './machine.ts'

/** The time of every look in the tests of recordings. */
export const nowMs = Date.UTC(2026, 10, 22)

export const pseudonym = (name: string) =>
  createHash('sha256').update(`key ${name}`).digest('hex').slice(0, 12)

export function sourceOf(system: System) {
  const onBug = (probe: ProbeId, error: unknown) => {
    throw new Error(`bug in ${probe}`, { cause: error })
  }
  return { system, context: { ...aLook(), pseudonym }, now: () => nowMs, onBug }
}

export type Recorded = {
  recording: Recording
  /** Facts as they were computed through the recorder. */
  bodies: ReadonlyMap<ProbeId, string>
  redact(text: string): Promise<string>
}

export async function recorded(system: System): Promise<Recorded> {
  const recorder = recordSystem(system, { pseudonym, nowMs })
  const entries = await snapshotAll(sourceOf(recorder.system))
  const bodies = new Map(entries.map(({ probe, body }) => [probe, body]))
  return { recording: recorder.recording(), bodies, redact: recorder.redact }
}

export async function bodies(system: System): Promise<ReadonlyMap<ProbeId, string>> {
  const entries = await snapshotAll(sourceOf(system))
  return new Map(entries.map(({ probe, body }) => [probe, body]))
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
const json: z.ZodType<Json> = z.json()

/** A body with every text in it as the recording would hold it, and lists in one order: a mask may sort elsewhere. */
export async function redactedBody(
  body: string,
  redact: (text: string) => Promise<string>,
): Promise<Json> {
  const of = async (value: Json): Promise<Json> => {
    if (typeof value === 'string') return redact(value)
    if (Array.isArray(value)) return sorted(await Promise.all(value.map(of)))
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(async ([key, inner]) => [key, await of(inner)])
    return json.parse(Object.fromEntries(await Promise.all(entries)))
  }
  return of(json.parse(JSON.parse(body)))
}

function sorted(values: Json[]): Json[] {
  return values.sort((left, right) => (canonicalJson(left) < canonicalJson(right) ? -1 : 1))
}

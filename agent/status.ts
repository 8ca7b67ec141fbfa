import { join } from 'node:path'
import { z } from 'zod'
import type { Translator } from '#i18n/translator.ts'
import { probeId, probeIds, type ProbeId } from '#protocol/facts/registry.ts'
import { refusalCodes } from '#protocol/refusals.ts'
import { dataFiles, readStored, writeWhole } from './data-folder.ts'
import { findEnrolment, type Enrolment } from './enrolment.ts'
import { findHolder } from './lock.ts'
import { describeRefusal } from './sentence.ts'

const runStatus = z.object({
  isConnected: z.boolean(),
  /** Since when it is connected, or not. */
  sinceMs: z.int(),
  lastAcknowledgedMs: z.int().nullable(),
  /** Why it is not connected; null while it is, or before the first attempt ended. */
  why: z
    .object({
      code: z.enum(refusalCodes),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
    })
    .nullable(),
  /** `host:port` of the proxy that it goes through, without name and password; null: directly. */
  proxy: z.string().nullable().default(null),
  unsent: z.int().min(0),
  /** Sequence of the signed catalogue of antivirus products in use; null: the compiled one. */
  catalogueSequence: z.int().nullable().default(null),
  lastLooks: z.partialRecord(probeId, z.int()),
})
/** What a running agent says of itself; kept in a file, so that `status` needs no door into the process. */
export type RunStatus = z.infer<typeof runStatus>

export type Status = {
  /** Null: not enrolled. */
  readonly enrolment: Enrolment | null
  /** Null: no agent runs on this folder. */
  readonly pid: number | null
  /** Null: it never ran. */
  readonly run: RunStatus | null
}

export function keepRunStatus(folder: string, status: RunStatus): void {
  writeWhole(join(folder, dataFiles.status), JSON.stringify(status))
}

export function readStatus(folder: string): Status {
  const run = readStored(join(folder, dataFiles.status), runStatus)
  return {
    enrolment: findEnrolment(folder),
    pid: findHolder(join(folder, dataFiles.lock))?.pid ?? null,
    run: run === 'damaged' ? null : run,
  }
}

/** True when the agent runs and the collector has welcomed it. */
export function isWell({ pid, run }: Status): boolean {
  return pid !== null && run?.isConnected === true
}

/** The screen of `khien-agent status`, one line each. */
export function describeStatus(status: Status, words: Translator): string[] {
  const { t, time } = words
  const { enrolment, run } = status
  const lines = enrolment
    ? [
        t('agent.status.enrolled', { address: enrolment.address }),
        t('agent.status.host', { hostId: enrolment.hostId }),
      ]
    : [t('agent.status.notEnrolled')]
  lines.push(...connectionLines(status, words))
  if (!run) return [...lines, t('agent.status.neverRan')]
  const at = run.lastAcknowledgedMs
  lines.push(
    at === null
      ? t('agent.status.neverAcknowledged')
      : t('agent.status.acknowledged', { at: time(at) }),
    t('agent.status.unsent', { count: run.unsent }),
    catalogueLine(run, words),
    t('agent.status.looks'),
  )
  for (const probe of probeIds) lines.push(`  ${probe.padEnd(15)}${lookOf(probe, run, words)}`)
  return lines
}

function connectionLines({ pid, run }: Status, words: Translator): string[] {
  const { t, time } = words
  const why = run?.why ? [`  ${describeRefusal(run.why, words)}`] : []
  if (pid === null) return [t('agent.status.notRunning'), ...why]
  const lines = [t('agent.status.running', { pid: String(pid) })]
  if (!run) return lines
  const since = time(run.sinceMs)
  const stand = run.isConnected
    ? t('agent.status.connected', { since })
    : t('agent.status.notConnected', { since })
  lines.push(stand)
  if (run.proxy !== null) lines.push(t('agent.status.proxy', { proxy: run.proxy }))
  return run.isConnected ? lines : [...lines, ...why]
}

function catalogueLine({ catalogueSequence }: RunStatus, { t }: Translator): string {
  if (catalogueSequence === null) return t('agent.status.compiledCatalogue')
  return t('agent.status.catalogue', { sequence: String(catalogueSequence) })
}

function lookOf(probe: ProbeId, run: RunStatus, { t, time }: Translator): string {
  const at = run.lastLooks[probe]
  return at === undefined ? t('agent.status.neverLooked') : time(at)
}

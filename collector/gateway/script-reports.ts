import { createPublicKey, verify } from 'node:crypto'
import type { z } from 'zod'
import { Refusal } from '#protocol/refusals.ts'
import {
  scriptEnvelope,
  scriptReportLimits,
  scriptSignedPrefix,
  scriptStatement,
  type ScriptEnvelope,
  type ScriptStatement,
} from '#protocol/script-reports.ts'
import { isStorable, type EpochMs } from '#protocol/values.ts'
import type {
  Ingest,
  ScriptReports,
  ScriptReportSource,
  ScriptReportTaken,
  Store,
} from '#collector/deps.ts'
import { recordRefusedFrame } from '#store/refused-frames.ts'
import { admitScript, findScriptMachine, keepScriptReport } from '#store/script-reports/machines.ts'
import { Admission } from './admission.ts'
import { decodeFrame } from './decode.ts'

const lineBreak = 0x0a

type Options = {
  readonly store: Store
  readonly ingest: Ingest
  readonly randomBytes: (count: number) => Uint8Array
}

/**
 * Takes reports of machines that report by script: checks the signature, lets the machine in, and hands what it says
 * to the same ingest as the frames of agents.
 */
export function createScriptReports(options: Options): ScriptReports {
  const admission = new Admission()
  return {
    async take(bytes, from) {
      const { by, scope } = from
      const parts = openReport(bytes)
      const tried = scope === null ? (by.address ?? '') : null
      if (tried !== null) {
        admission.sweep(by.nowMs)
        const refusal = admission.refuseEnrolment(tried, by.nowMs)
        if (refusal) throw refusal
      }
      try {
        return await takeParts(options, parts, from)
      } catch (error) {
        if (tried !== null && isWrongToken(error)) admission.enrolmentRefused(tried, by.nowMs)
        throw error
      }
    },
  }
}

function isWrongToken(error: unknown): boolean {
  return (
    error instanceof Refusal && (error.code.startsWith('TOKEN_') || error.code === 'HOST_UNKNOWN')
  )
}

type Parts = {
  readonly envelope: ScriptEnvelope
  readonly statement: ScriptStatement
  readonly frame: Buffer
}

/** @throws Refusal SCRIPT_REPORT_INVALID, SCRIPT_REPORT_TOO_LARGE, PROOF_INVALID */
function openReport(bytes: Buffer): Parts {
  const { bytesMax } = scriptReportLimits
  if (bytes.length > bytesMax) throw new Refusal('SCRIPT_REPORT_TOO_LARGE', { bytesMax })
  const envelopeEnd = bytes.indexOf(lineBreak)
  const statementEnd = bytes.indexOf(lineBreak, envelopeEnd + 1)
  if (envelopeEnd === -1 || statementEnd === -1) throw invalid('1')
  const envelope = parseLine(scriptEnvelope, bytes.subarray(0, envelopeEnd), 1)
  const signed = bytes.subarray(envelopeEnd + 1)
  if (!isSigned(envelope, signed)) throw new Refusal('PROOF_INVALID')
  const statement = parseLine(scriptStatement, bytes.subarray(envelopeEnd + 1, statementEnd), 2)
  return { envelope, statement, frame: bytes.subarray(statementEnd + 1) }
}

function parseLine<Schema extends z.ZodType>(
  schema: Schema,
  line: Buffer,
  number: number,
): z.output<Schema> {
  const parsed = schema.safeParse(jsonIn(line.toString('utf8')))
  if (parsed.success) return parsed.data
  throw invalid(`${number}: ${parsed.error.issues[0]?.path.join('.') || 'JSON'}`)
}

/** Undefined: not JSON, or holds what a database would refuse. */
function jsonIn(line: string): unknown {
  try {
    return isStorable(line) ? JSON.parse(line) : undefined
  } catch {
    return undefined
  }
}

const invalid = (line: string) =>
  new Refusal('SCRIPT_REPORT_INVALID', { detail: `line ${line}`.slice(0, 80) })

function isSigned({ key, signature }: ScriptEnvelope, signed: Buffer): boolean {
  const message = Buffer.concat([Buffer.from(scriptSignedPrefix), signed])
  const publicKey = createPublicKey({ key: { kty: 'RSA', n: key, e: 'AQAB' }, format: 'jwk' })
  return verify('sha256', message, publicKey, Buffer.from(signature, 'base64url'))
}

async function takeParts(
  { store, ingest, randomBytes }: Options,
  { envelope, statement, frame }: Parts,
  { by, way, scope }: ScriptReportSource,
): Promise<ScriptReportTaken> {
  const { nowMs, address } = by
  const { key, token = null } = envelope
  // Whole before anything is written: a report that is refused enrols nobody.
  const decoded = await orTold(store, { key, nowMs }, () => {
    if (way === 'posted') checkClock(statement.madeMs, nowMs)
    const found = decodeFrame(frame, nowMs)
    if (found.type !== 'report') throw invalid('3')
    return found
  })
  const arrival = { key, statement, token, scope }
  const { id: hostId, hostname } = await admitScript(store, arrival, {
    nowMs,
    address,
    randomBytes,
  })
  const { header, readings } = decoded
  const { session, madeMs } = statement
  const { sequence, confirmed } = header
  const report = { hostId, session, sequence, receivedMs: nowMs, readings, confirmed }
  const { outcome, ...why } = await ingest.submit(report)
  if (outcome === 'refused') throw new Refusal('code' in why ? why.code : 'FRAME_NOT_STORABLE')
  if (outcome === 'stored') {
    const kept = { hostId, way, madeMs, cameMs: nowMs }
    await keepScriptReport(store.db, kept, way === 'carried' ? by : null)
  }
  return { hostId, hostname, madeMs, outcome }
}

/** A report of a known host that is refused stands on the page of the host, as a frame does. */
async function orTold<Read>(
  { db }: Store,
  { key, nowMs: receivedMs }: { readonly key: string; readonly nowMs: EpochMs },
  read: () => Read,
): Promise<Read> {
  try {
    return read()
  } catch (error) {
    const host = error instanceof Refusal ? await findScriptMachine(db, key) : null
    if (host && error instanceof Refusal) {
      const { code, params } = error
      const detail = Object.keys(params).length === 0 ? null : JSON.stringify(params)
      await recordRefusedFrame(db, { hostId: host.id, receivedMs, code, detail })
    }
    throw error
  }
}

function checkClock(madeMs: EpochMs, nowMs: EpochMs): void {
  if (nowMs - madeMs <= scriptReportLimits.clockBehindMsMax) return
  throw new Refusal('CLOCK_WRONG', { observed: new Date(madeMs).toISOString().slice(0, 16) })
}

import { z } from 'zod'
import { probeIds, readingSchemas, type ProbeId, type Reading } from '#protocol/facts/registry.ts'
import {
  agentFrame,
  heartbeatFrame,
  reportFrame,
  type AgentFrame,
  type ReportHeader,
} from '#protocol/frames.ts'
import { limits } from '#protocol/limits.ts'
import { Refusal } from '#protocol/refusals.ts'
import { isStorable, type EpochMs } from '#protocol/values.ts'
import type { ReceivedReading } from '#collector/deps.ts'
import { compileCheck, type Check } from './compiled-check.ts'

const lineBreak = '\n'

/**
 * A body that is cut out of a text keeps all of the text in memory, and the last body of each probe is kept. What is
 * longer than this, as hardly any frame is, is cut by copying.
 */
const keptWholeMax = 8_192

/** One compiled check per probe; see compiled-check.ts for why. */
const readingChecks = new Map<ProbeId, Check>(
  probeIds.map((probe) => [probe, compileCheck(readingSchemas[probe])]),
)

/** Frames of the hot path with no key beyond those of this version; zod decides on all others. */
const hotChecks = [heartbeatFrame, reportFrame].map(({ shape }) => {
  return compileCheck(z.strictObject(shape))
})

/** A frame whose every part was checked, with the readings of a report. */
export type DecodedFrame =
  | Exclude<AgentFrame, ReportHeader>
  | { type: 'report'; header: ReportHeader; readings: readonly ReceivedReading[] }

/** A refusal that says which report, and which probe of it, it speaks of. */
export class FrameRefusal extends Refusal {
  readonly answered: Answered

  constructor(refusal: Refusal, answered: Answered) {
    super(refusal.code, refusal.params)
    this.answered = answered
  }
}

/** What was answered by a refusal: a report by its sequence, and a probe of it. */
export type Answered = {
  readonly sequence?: number | undefined
  readonly probe?: ProbeId | undefined
}

/**
 * Checks the bytes of one frame. `nowMs` is the collector's clock, against which the host's is measured.
 * @throws FrameRefusal FRAME_MALFORMED, FRAME_UNKNOWN, FRAME_NOT_STORABLE, READING_INVALID,
 *   READING_TOO_LARGE, CLOCK_WRONG
 */
export function decodeFrame(bytes: Buffer, nowMs: EpochMs): DecodedFrame {
  const heartbeat = plainHeartbeat(bytes)
  if (heartbeat !== null) return heartbeat
  if (bytes.includes(0)) throw refuse('FRAME_NOT_STORABLE')
  const text = bytes.toString()
  const end = text.indexOf(lineBreak)
  const header = decodeHeader(end === -1 ? text : text.slice(0, end))
  if (header.type === 'report') return decodeReport(text, header, nowMs)
  if (end !== -1) throw refuse('FRAME_MALFORMED')
  return header
}

const heartbeatBegins = Buffer.from('{"type":"heartbeat","sequence":')
const [zero, nine, closingBrace] = [0x30, 0x39, 0x7d]
/** Of any number with so few digits it is known that it is a safe integer. */
const plainDigitsMax = 15

/**
 * The frame that comes most, where it is written as agents write it: read by its bytes, for JSON takes as long as all
 * else that is done about it. Null: another frame, or this one in other words, which the way of all frames decides.
 */
function plainHeartbeat(bytes: Buffer): DecodedFrame | null {
  const from = heartbeatBegins.length
  const end = bytes.length - 1
  if (end <= from || end > from + plainDigitsMax) return null
  if (bytes[from] === zero || bytes[end] !== closingBrace) return null
  for (let at = 0; at < from; at += 1) if (bytes[at] !== heartbeatBegins[at]) return null
  let sequence = 0
  for (let at = from; at < end; at += 1) {
    const digit = bytes[at] ?? 0
    if (digit < zero || digit > nine) return null
    sequence = sequence * 10 + digit - zero
  }
  return { type: 'heartbeat', sequence }
}

function decodeHeader(line: string): AgentFrame {
  const value = parseLine(line)
  if (isHotFrame(value)) return value
  if (value === undefined) throw refuse('FRAME_MALFORMED')
  const parsed = agentFrame.safeParse(value)
  if (parsed.success) return parsed.data
  throw refusalOf(value, parsed.error)
}

function isHotFrame(value: unknown): value is AgentFrame {
  return hotChecks.some((check) => check(value))
}

/** Undefined: not JSON. No JSON text means undefined. */
function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

const envelope = z.object({ type: z.string() })
const numbered = z.object({ sequence: z.int().min(1) })
const knownTypes: ReadonlySet<string> = new Set(
  agentFrame.options.map(({ shape }) => shape.type.value),
)

function refusalOf(value: unknown, error: z.ZodError): FrameRefusal {
  const { data: named } = envelope.safeParse(value)
  if (named === undefined) return refuse('FRAME_MALFORMED')
  const sequence = numbered.safeParse(value).data?.sequence
  if (!knownTypes.has(named.type)) {
    const type = named.type.toWellFormed().replaceAll('\0', '').slice(0, 40)
    return refuse('FRAME_UNKNOWN', { type }, { sequence })
  }
  if (!isStorableDeep(value)) return refuse('FRAME_NOT_STORABLE', {}, { sequence })
  const wrongTime = error.issues.every(isOfTime) ? timeAt(value, error.issues[0]) : undefined
  if (wrongTime !== undefined) return refuse('CLOCK_WRONG', { observed: wrongTime }, { sequence })
  return refuse('FRAME_MALFORMED', {}, { sequence })
}

/** A number where a time stands, too small or too big. */
function isOfTime(issue: z.core.$ZodIssue): boolean {
  const isRange = issue.code === 'too_small' || issue.code === 'too_big'
  const [first, , third] = issue.path
  const isTime =
    first === 'sentAtMs' || first === 'confirmed' || (first === 'readings' && third === 1)
  return isRange && isTime && (first !== 'readings' || issue.path.length === 3)
}

function timeAt(value: unknown, issue: z.core.$ZodIssue | undefined): string {
  const found = (issue?.path ?? []).reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined,
    value,
  )
  return typeof found === 'number' ? dateText(found) : '?'
}

function decodeReport(text: string, header: ReportHeader, nowMs: EpochMs): DecodedFrame {
  checkTimes(header, nowMs)
  const readings: ReceivedReading[] = []
  const headerEnd = text.indexOf(lineBreak)
  let start = headerEnd === -1 ? text.length : headerEnd + 1
  for (const [probe, observedAtMs] of header.readings) {
    if (start >= text.length || readings.some((seen) => seen.probe === probe)) {
      throw refuse('FRAME_MALFORMED', {}, header)
    }
    const next = text.indexOf(lineBreak, start)
    const end = next === -1 ? text.length : next
    const body = text.slice(start, end)
    readings.push(decodeReading(body, { probe, observedAtMs, of: text }, header))
    start = end + 1
  }
  // One past the end is the line break that the last line did not have.
  if (start < text.length || text.endsWith(lineBreak)) {
    throw refuse('FRAME_MALFORMED', {}, header)
  }
  return { type: 'report', header, readings }
}

/** What was observed in 2099 would stand as the newest for ever. Before 2000 is refused by the schema. */
function checkTimes(header: ReportHeader, nowMs: EpochMs): void {
  const latestMs = nowMs + limits.clockAheadMsMax
  const check = (atMs: number, probe?: ProbeId) => {
    if (atMs <= latestMs) return
    throw refuse('CLOCK_WRONG', { observed: dateText(atMs) }, { sequence: header.sequence, probe })
  }
  check(header.sentAtMs)
  for (const [probe, observedAtMs] of header.readings) check(observedAtMs, probe)
  for (const probe in header.confirmed) check(header.confirmed[probe as ProbeId] ?? 0)
}

type Cut = { readonly probe: ProbeId; readonly observedAtMs: EpochMs; readonly of: string }

function decodeReading(
  cut: string,
  { probe, observedAtMs, of }: Cut,
  { sequence }: ReportHeader,
): ReceivedReading {
  // No character takes more than three bytes.
  const bytes = cut.length * 3 > limits.readingBytesMax ? Buffer.byteLength(cut) : 0
  if (bytes > limits.readingBytesMax) {
    const params = { probe, bytes, bytesMax: limits.readingBytesMax }
    throw refuse('READING_TOO_LARGE', params, { sequence, probe })
  }
  const value = parseLine(cut)
  // Nothing is escaped in nearly all bodies; only an escape can hide what UTF-8 cannot hold.
  if (cut.includes('\\u') && !isStorableDeep(value)) {
    throw refuse('FRAME_NOT_STORABLE', { probe }, { sequence, probe })
  }
  const reading = readingOf(probe, value)
  if (reading === null) throw refuse('READING_INVALID', { probe }, { sequence, probe })
  const body = of.length > keptWholeMax ? Buffer.from(cut).toString() : cut
  return { probe, observedAtMs, body, reading }
}

/** Null: not the shape of this probe. The compiled check lets through what zod would, so zod has the last word. */
function readingOf(probe: ProbeId, value: unknown): Reading | null {
  return isReading(probe, value) ? value : (readingSchemas[probe].safeParse(value).data ?? null)
}

function isReading(probe: ProbeId, value: unknown): value is Reading {
  return readingChecks.get(probe)?.(value) ?? false
}

/** False when any text or key holds what a database would refuse. */
function isStorableDeep(value: unknown): boolean {
  if (typeof value === 'string') return isStorable(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, inner]) => isStorable(key) && isStorableDeep(inner))
}

function dateText(atMs: number): string {
  const isDate = Number.isFinite(atMs) && Math.abs(atMs) <= 8.64e15
  return isDate ? new Date(atMs).toISOString().slice(0, 16) : String(atMs)
}

function refuse(
  code: Refusal['code'],
  params: Refusal['params'] = {},
  { sequence, probe }: Answered = {},
): FrameRefusal {
  return new FrameRefusal(new Refusal(code, params), { sequence, probe })
}

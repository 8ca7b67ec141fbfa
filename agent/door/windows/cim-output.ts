import { z } from 'zod'
import type { Because } from '#protocol/values.ts'
import type { Answer, RunResult } from '../../system.ts'
import type { CimInstance, CimQuestion } from '../../windows-system.ts'

/** How the script begins the line of an answer, and the line that says that it came to its end. */
const marks = { answer: 'khien-cim', end: 'khien-cim-end' } as const

const instancesMax = 1_000
const textLengthMax = 4_000
const listLengthMax = 64

const cimText = z.string().max(textLengthMax)
const cimValue = z.union([
  cimText,
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.union([cimText, z.number()])).max(listLengthMax),
])
const instance: z.ZodType<CimInstance> = z.record(z.string().max(80), cimValue)
const answerOfScript = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: z.array(instance).max(instancesMax) }),
  z.strictObject({ ok: z.literal(false), code: z.string().regex(/^[\w.,: -]{1,80}$/) }),
])

export type CimAnswer = Answer<readonly CimInstance[]>
export type CimAnswers = ReadonlyMap<CimQuestion, CimAnswer>

/**
 * Reads what the script wrote: a line per question, and at the end a line that counts them. Without
 * that line nothing is believed: output that was cut off, or is empty, is no answer. Lines that are
 * not the script's are passed over.
 */
export function readCimOutput(asked: readonly CimQuestion[], ran: Answer<RunResult>): CimAnswers {
  const allFailed = (answer: CimAnswer) => new Map(asked.map((each) => [each, answer]))
  if (!ran.ok) return allFailed(ran)
  const { exitCode, stdout } = ran.value
  if (exitCode !== 0) return allFailed(toolFailed(`exit code ${exitCode}`))
  const lines = stdout.split(/\r?\n/).map((line) => line.trimEnd())
  const own = lines.filter((line) => line.startsWith(marks.answer))
  const answers = linesByQuestion(asked, own)
  const isWhole = own.at(-1) === `${marks.end} ${asked.length}` && answers.size === asked.length
  if (!isWhole) return allFailed(toolFailed('no completion mark'))
  return new Map([...answers].map(([question, json]) => [question, answerIn(json)]))
}

/**
 * The JSON of each question that was asked. A second line for one question would be a bug: none is
 * believed then.
 */
function linesByQuestion(
  asked: readonly CimQuestion[],
  own: readonly string[],
): ReadonlyMap<CimQuestion, string> {
  const answers = new Map<CimQuestion, string>()
  for (const question of asked) {
    const begin = `${marks.answer} ${question} `
    const [line, ...more] = own.filter((each) => each.startsWith(begin))
    if (line !== undefined && more.length === 0) answers.set(question, line.slice(begin.length))
  }
  return answers
}

function answerIn(json: string): CimAnswer {
  const parsed = answerOfScript.safeParse(jsonOf(json))
  if (!parsed.success) {
    const at = parsed.error.issues[0]?.path.join('.') || 'the root'
    return { ok: false, because: 'not-understood', detail: `refused at ${at}` }
  }
  return parsed.data.ok
    ? parsed.data
    : { ok: false, because: becauseOf(parsed.data.code), detail: parsed.data.code }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * WBEM_E_NOT_SUPPORTED, WBEM_E_INVALID_NAMESPACE and WBEM_E_INVALID_CLASS: this Windows has no such
 * thing. WBEM_E_ACCESS_DENIED and E_ACCESSDENIED. The time limit of the CIM cmdlets, seen in public
 * reports only.
 * Source: https://learn.microsoft.com/windows/win32/wmisdk/wmi-error-constants
 */
const reasons: Readonly<Record<string, Because>> = {
  'not-active': 'not-supported',
  '0x8004100c': 'not-supported',
  '0x8004100e': 'not-supported',
  '0x80041010': 'not-supported',
  '0x80041003': 'not-permitted',
  '0x80070005': 'not-permitted',
  '0x80040102': 'timed-out',
}

function becauseOf(code: string): Because {
  return reasons[code] ?? 'tool-failed'
}

/** The program came to no believable end. */
export function toolFailed(detail: string): { ok: false; because: Because; detail: string } {
  return { ok: false, because: 'tool-failed', detail }
}

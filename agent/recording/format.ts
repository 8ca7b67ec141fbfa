import { z } from 'zod'
import { factoryPasswords } from '#protocol/facts/factory-passwords.ts'
import { Refusal } from '#protocol/refusals.ts'
import { because, epochMs, platform, type Platform } from '#protocol/values.ts'
import type { CallName } from '../door/around.ts'
import type { System } from '../system.ts'
import { cimQuestions } from '../windows-system.ts'
import { expandCaptured, isCaptured } from './captured.ts'

const failed = z.strictObject({ ok: z.literal(false), because, detail: z.string().max(400) })
const answered = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [z.strictObject({ ok: z.literal(true), value }), failed])

const ran = z.strictObject({ exitCode: z.int(), stdout: z.string(), stderr: z.string() })
const names = z.array(z.string())
const fileStatus = z.strictObject({
  kind: z.enum(['file', 'folder', 'link', 'other']),
  sizeBytes: z.number(),
  modifiedMs: z.number(),
  changedMs: z.number(),
  mode: z.int(),
  uid: z.int(),
})
const networkInterface = z.strictObject({
  name: z.string(),
  mac: z.string(),
  isLoopback: z.boolean(),
  addresses: names,
})
const registryValue = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('string'), value: z.string() }),
  z.strictObject({ type: z.literal('strings'), value: names }),
  z.strictObject({ type: z.literal('number'), value: z.number() }),
  z.strictObject({ type: z.literal('binary'), value: z.string().regex(/^([0-9a-f]{2})*$/) }),
])
const registryKey = z.strictObject({
  values: z.record(z.string(), registryValue),
  subkeys: names,
})
const processId = z.int().min(0)
const service = z.strictObject({
  name: z.string(),
  displayName: z.string(),
  state: z.enum(['running', 'stopped', 'paused', 'changing']),
  processId,
})
const process = z.strictObject({ processId, name: z.string() })
const socket = z.strictObject({
  transport: z.enum(['tcp', 'udp']),
  address: z.string(),
  port: z.int(),
  processId,
})
const neighbour = z.strictObject({ mac: z.string(), address: z.string(), isGateway: z.boolean() })
const account = z.strictObject({
  rid: z.int(),
  name: z.string(),
  flags: z.int(),
  privilege: z.int(),
  passwordAgeSeconds: z.number(),
})
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
const cimInstance = z.record(
  z.string(),
  z.union([scalar, z.array(z.union([z.string(), z.number()]))]),
)

type AnswerSchemas = { [C in CallName]: z.ZodType<Awaited<ReturnType<System[C]>>> }

/** Every call of the door with the form of its answer: what is a line here can be recorded and replayed. */
export const answerSchemas = {
  run: answered(ran),
  readFile: answered(z.string()),
  readFolder: answered(names),
  readLink: answered(z.string()),
  fileStatus: answered(fileStatus.nullable()),
  processNames: answered(names),
  networkInterfaces: answered(z.array(networkInterface)),
  factoryPasswords: answered(factoryPasswords),
  askService: answered(z.enum(['open', 'guarded'])),
  registryKey: answered(registryKey.nullable()),
  services: answered(z.array(service)),
  processes: answered(z.array(process)),
  sockets: answered(z.array(socket)),
  neighbours: answered(z.array(neighbour)),
  localAccounts: answered(z.array(account)),
  securityCenterHealth: answered(z.enum(['good', 'not-monitored', 'poor', 'snoozed'])),
  cim: answered(z.array(cimInstance)),
} as const satisfies AnswerSchemas

const callNames = Object.keys(answerSchemas) as [CallName, ...CallName[]]
const of = z.array(z.string()).max(64)

const entry = z
  .strictObject({ call: z.enum(callNames), of, answer: z.unknown() })
  .superRefine(({ call, of: asked, answer }, context) => {
    const parsed = answerSchemas[call].safeParse(answer)
    if (!parsed.success) context.addIssue({ code: 'custom', path: ['answer'], message: call })
    const isQuestion = cimQuestions.some((question) => question === asked[0])
    if (call === 'cim' && !isQuestion)
      context.addIssue({ code: 'custom', path: ['of'], message: 'cim' })
  })
export type Entry = z.infer<typeof entry>

export const entriesMax = 50_000
const recording = z.strictObject({
  format: z.literal('khien recording'),
  version: z.literal(1),
  platform,
  architecture: z.string().max(40),
  /** The time of the look: facts computed from it later are those of that moment. */
  recordedAtMs: epochMs,
  /** Where it comes from, for whoever reads the file. */
  note: z.string().max(2000).optional(),
  entries: z.array(entry).max(entriesMax),
})

/** Every answer that the door of one machine gave, redacted, in the order of the first asking. */
export type Recording = z.infer<typeof recording>

const lenient = z.looseObject({ entries: z.array(z.unknown()).max(entriesMax) })

/**
 * Reads a recording, also one that somebody wrote by hand with captured outputs in it; see docs/recordings.md.
 * @throws Refusal RECORDING_INVALID when the text is no recording of a version that this agent
 * knows.
 */
export function parseRecording(text: string): Recording {
  const found = lenient.safeParse(jsonOf(text))
  if (!found.success) throw invalid('root')
  const { entries, ...head } = found.data
  const parsed = recording.safeParse({ ...head, entries: entries.flatMap(expanded) })
  if (parsed.success) return parsed.data
  throw invalid(parsed.error.issues[0]?.path.join('.') || 'root')
}

/** An entry as it is; one with a captured output becomes the entries that stand in it. */
function expanded(each: unknown, index: number): unknown[] {
  if (!isCaptured(each)) return [each]
  const made = expandCaptured(each)
  if (made === null) throw invalid(`entries.${index}.captured`)
  return made
}

function invalid(at: string): Refusal {
  return new Refusal('RECORDING_INVALID', { at })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * The question behind an answer. Options count only where they change what is asked: `head` or `tail` of a file; the
 * port of a service is a number.
 * Windows folds the case of paths.
 */
export function askedOf(args: readonly unknown[]): string[] {
  return args.flatMap((arg) => {
    if (typeof arg === 'string') return [arg]
    if (typeof arg === 'number') return [String(arg)]
    if (Array.isArray(arg)) return arg.map(String)
    const part = typeof arg === 'object' && arg !== null && 'part' in arg ? arg.part : undefined
    return typeof part === 'string' ? [part] : []
  })
}

/** Tells questions apart. */
export function keyOf(source: Platform, call: CallName, asked: readonly string[]): string {
  const key = JSON.stringify([call, ...asked])
  return source === 'windows' ? key.toLowerCase() : key
}

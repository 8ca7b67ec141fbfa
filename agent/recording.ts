import { z } from 'zod'
import { Refusal } from '#protocol/refusals.ts'
import { because, epochMs, platform, type EpochMs } from '#protocol/values.ts'
import { createRedactor } from './redaction/redactor.ts'
import type { Answer, System } from './system.ts'

const failed = z.strictObject({ ok: z.literal(false), because, detail: z.string().max(400) })
const answered = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [z.strictObject({ ok: z.literal(true), value }), failed])

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
  addresses: z.array(z.string()),
})
const ran = z.strictObject({ exitCode: z.int(), stdout: z.string(), stderr: z.string() })

/** What each call of the door answers. */
const answers = {
  run: answered(ran),
  readFile: answered(z.string()),
  readFolder: answered(z.array(z.string())),
  readLink: answered(z.string()),
  fileStatus: answered(fileStatus.nullable()),
  processNames: answered(z.array(z.string())),
  networkInterfaces: answered(z.array(networkInterface)),
}
type Call = keyof typeof answers
type AnswerOf<C extends Call> = z.infer<(typeof answers)[C]>

const of = z.array(z.string()).max(64)
const entry = z.discriminatedUnion('call', [
  z.strictObject({ call: z.literal('run'), of, answer: answers.run }),
  z.strictObject({ call: z.literal('readFile'), of, answer: answers.readFile }),
  z.strictObject({ call: z.literal('readFolder'), of, answer: answers.readFolder }),
  z.strictObject({ call: z.literal('readLink'), of, answer: answers.readLink }),
  z.strictObject({ call: z.literal('fileStatus'), of, answer: answers.fileStatus }),
  z.strictObject({ call: z.literal('processNames'), of, answer: answers.processNames }),
  z.strictObject({ call: z.literal('networkInterfaces'), of, answer: answers.networkInterfaces }),
])
type Entry = z.infer<typeof entry>

const entriesMax = 50_000
const recording = z.strictObject({
  format: z.literal('khien recording'),
  version: z.literal(1),
  platform,
  architecture: z.string().max(40),
  /** The time of the look: facts computed from it later are those of that moment. */
  recordedAtMs: epochMs,
  entries: z.array(entry).max(entriesMax),
})

/** Every answer that the door of one machine gave, redacted, in the order of the first asking. */
export type Recording = z.infer<typeof recording>

/**
 * @throws Refusal RECORDING_INVALID when the text is no recording of a version that this agent
 * knows.
 */
export function parseRecording(text: string): Recording {
  const parsed = recording.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data
  throw new Refusal('RECORDING_INVALID', { at: parsed.error.issues[0]?.path.join('.') || 'root' })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * A door that keeps what it answers. Names of people, hashes and passwords are taken out first, so
 * whoever asks through it sees the redacted answers too: facts computed while recording are those
 * of the replay. `pseudonym` is that of the agent, so that they are also those that it reports.
 */
export function recordSystem(
  system: System,
  options: { pseudonym(name: string): string; nowMs: EpochMs },
): { system: System; recording(): Recording } {
  const redactor = createRedactor(system, options.pseudonym)
  const entries = new Map<string, Entry>()
  /** The first answer to a question stands; the replay cannot give two. */
  const keep = (kept: Entry) => {
    const key = keyOf(kept.call, kept.of)
    if (!entries.has(key) && entries.size < entriesMax) entries.set(key, kept)
  }
  const recorded: System = {
    platform: system.platform,
    architecture: system.architecture,
    run: async (program, args, runOptions) => {
      const answer = await redactor.run(program, args, runOptions)
      keep({ call: 'run', of: [program, ...args], answer })
      return answer
    },
    readFile: async (path, readOptions) => {
      const args = readOptions?.part ? [path, readOptions.part] : [path]
      const answer = await redactor.readFile(path, readOptions)
      keep({ call: 'readFile', of: args, answer })
      return answer
    },
    readFolder: async (path) => {
      const answer = mutable(await redactor.readFolder(path))
      keep({ call: 'readFolder', of: [path], answer })
      return answer
    },
    readLink: async (path) => {
      const answer = await redactor.readLink(path)
      keep({ call: 'readLink', of: [path], answer })
      return answer
    },
    fileStatus: async (path) => {
      const answer = await redactor.fileStatus(path)
      keep({ call: 'fileStatus', of: [path], answer })
      return answer
    },
    processNames: async () => {
      const answer = mutable(await system.processNames())
      keep({ call: 'processNames', of: [], answer })
      return answer
    },
    networkInterfaces: async () => {
      const answer = answers.networkInterfaces.parse(await system.networkInterfaces())
      keep({ call: 'networkInterfaces', of: [], answer })
      return answer
    },
  }
  return {
    system: recorded,
    recording: () => written(system, options.nowMs, [...entries.values()]),
  }
}

function mutable(answer: Answer<readonly string[]>): AnswerOf<'readFolder'> {
  return answer.ok ? { ok: true, value: [...answer.value] } : answer
}

function written(system: System, recordedAtMs: EpochMs, entries: Entry[]): Recording {
  const { platform: recordedPlatform, architecture } = system
  return {
    format: 'khien recording',
    version: 1,
    platform: recordedPlatform,
    architecture,
    recordedAtMs,
    entries,
  }
}

/**
 * A door to the machine of a recording, on any platform. What was not asked then is `not-recorded`
 * now.
 */
export function replaySystem(source: Recording): System {
  const entries = new Map<string, Entry>(
    source.entries.map((each) => [keyOf(each.call, each.of), each]),
  )
  const find = (call: Call, args: readonly string[]) => entries.get(keyOf(call, args))
  const absent = { ok: false, because: 'not-recorded', detail: 'not asked when recorded' } as const
  return {
    platform: source.platform,
    architecture: source.architecture,
    run: async (program, args) => {
      const found = find('run', [program, ...args])
      return found?.call === 'run' ? found.answer : absent
    },
    readFile: async (path, options) => {
      const found = find('readFile', options?.part ? [path, options.part] : [path])
      return found?.call === 'readFile' ? found.answer : absent
    },
    readFolder: async (path) => {
      const found = find('readFolder', [path])
      return found?.call === 'readFolder' ? found.answer : absent
    },
    readLink: async (path) => {
      const found = find('readLink', [path])
      return found?.call === 'readLink' ? found.answer : absent
    },
    fileStatus: async (path) => {
      const found = find('fileStatus', [path])
      return found?.call === 'fileStatus' ? found.answer : absent
    },
    processNames: async () => {
      const found = find('processNames', [])
      return found?.call === 'processNames' ? found.answer : absent
    },
    networkInterfaces: async () => {
      const found = find('networkInterfaces', [])
      return found?.call === 'networkInterfaces' ? found.answer : absent
    },
  }
}

function keyOf(call: Call, of: readonly string[]): string {
  return JSON.stringify([call, ...of])
}

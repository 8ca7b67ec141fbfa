import type { z } from 'zod'
import type { EpochMs } from '#protocol/values.ts'
import { aroundSystem, type CallName } from './door/around.ts'
import {
  answerSchemas,
  askedOf,
  entriesMax,
  keyOf,
  type Entry,
  type Recording,
} from './recording/format.ts'
import { createRedactor } from './redaction/redactor.ts'
import type { System } from './system.ts'

export { parseRecording, type Recording } from './recording/format.ts'

/**
 * A door that keeps what it answers. What tells who or where the machine is is taken out first, so
 * whoever asks through it sees the redacted answers too: facts computed while recording are those
 * of the replay. `pseudonym` is that of the agent, so that names of people are also those that it
 * reports.
 */
export function recordSystem(
  system: System,
  options: { pseudonym(name: string): string; nowMs: EpochMs },
): { system: System; recording(): Recording; redact(text: string): Promise<string> } {
  const { platform, architecture } = system
  const redactor = createRedactor(system, options.pseudonym)
  const entries = new Map<string, Entry>()
  const recorded = aroundSystem(redactor.system, async (ask, call, args) => {
    const answer = await ask()
    const of = askedOf(args)
    const key = keyOf(platform, call, of)
    // The first answer to a question stands; the replay cannot give two.
    if (!entries.has(key) && entries.size < entriesMax) entries.set(key, { call, of, answer })
    return answer
  })
  const written = (): Recording => ({
    format: 'khien recording',
    version: 1,
    platform,
    architecture,
    recordedAtMs: options.nowMs,
    entries: [...entries.values()],
  })
  return { system: recorded, recording: written, redact: redactor.text }
}

const absent = { ok: false, because: 'not-recorded', detail: 'not asked when recorded' } as const

/**
 * A door to the machine of a recording, on any platform. What was not asked then is `not-recorded`
 * now.
 */
export function replaySystem({ platform, architecture, entries }: Recording): System {
  const known = new Map(entries.map((each) => [keyOf(platform, each.call, each.of), each.answer]))
  const find = async <Schema extends z.ZodType>(
    call: CallName,
    schema: Schema,
    args: readonly unknown[],
  ): Promise<z.output<Schema> | typeof absent> => {
    const key = keyOf(platform, call, askedOf(args))
    return known.has(key) ? schema.parse(known.get(key)) : absent
  }
  return {
    platform,
    architecture,
    endedCpuMs: async () => 0,
    run: (...args) => find('run', answerSchemas.run, args),
    readFile: (...args) => find('readFile', answerSchemas.readFile, args),
    readFolder: (...args) => find('readFolder', answerSchemas.readFolder, args),
    readLink: (...args) => find('readLink', answerSchemas.readLink, args),
    fileStatus: (...args) => find('fileStatus', answerSchemas.fileStatus, args),
    processNames: () => find('processNames', answerSchemas.processNames, []),
    networkInterfaces: () => find('networkInterfaces', answerSchemas.networkInterfaces, []),
    factoryPasswords: () => find('factoryPasswords', answerSchemas.factoryPasswords, []),
    askService: (...args) => find('askService', answerSchemas.askService, args),
    registryKey: (...args) => find('registryKey', answerSchemas.registryKey, args),
    services: () => find('services', answerSchemas.services, []),
    processes: () => find('processes', answerSchemas.processes, []),
    sockets: () => find('sockets', answerSchemas.sockets, []),
    neighbours: () => find('neighbours', answerSchemas.neighbours, []),
    localAccounts: () => find('localAccounts', answerSchemas.localAccounts, []),
    securityCenterHealth: () =>
      find('securityCenterHealth', answerSchemas.securityCenterHealth, []),
    cim: (...args) => find('cim', answerSchemas.cim, args),
  }
}

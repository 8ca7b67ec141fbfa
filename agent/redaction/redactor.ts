import type { Answer, System } from '../system.ts'
import type { Keyed } from './addresses.ts'
import { hides, type Known } from './hides.ts'
import { readIdentities } from './identities.ts'
import { readLocalLabels } from './local-labels.ts'
import { masksFor } from './masks.ts'
import { createRealNames, type RealNames } from './real-names.ts'

export type Redactor = {
  /** The door, with what must not be kept taken out of its answers. */
  readonly system: System
  /** A text as the recording would hold it. */
  text(value: string): Promise<string>
}

/** Stands before a door; `keyed` is the pseudonym of the agent, so the same name always gets the same replacement. */
export function createRedactor(system: System, keyed: Keyed): Redactor {
  const names = createRealNames(system.platform === 'windows' ? '\\' : '/')
  let known: Promise<Known> | null = null
  const knowing = () => (known ??= know(system, keyed, names))
  const hiding = async <T>(asked: Promise<Answer<T>>, hide: (value: T, known: Known) => T) => {
    const answer = await asked
    return answer.ok ? { ok: true as const, value: hide(answer.value, await knowing()) } : answer
  }
  const real = names.resolve
  const redacted: System = {
    platform: system.platform,
    architecture: system.architecture,
    endedCpuMs: () => system.endedCpuMs(),
    run: (...args) => {
      const [program, given, options] = args
      const asked = system.run(program, given.map(real), options)
      return hiding(asked, (value, all) => hides.run(value, all, args))
    },
    readFile: (...args) =>
      hiding(system.readFile(real(args[0]), args[1]), (value, all) =>
        hides.readFile(value, all, args),
      ),
    readFolder: (...args) =>
      hiding(system.readFolder(real(args[0])), (value, all) => hides.readFolder(value, all, args)),
    readLink: (...args) =>
      hiding(system.readLink(real(args[0])), (value, all) => hides.readLink(value, all, args)),
    fileStatus: (path) => system.fileStatus(real(path)),
    processNames: () =>
      hiding(system.processNames(), (value, all) => hides.processNames(value, all, [])),
    networkInterfaces: () =>
      hiding(system.networkInterfaces(), (value, all) => hides.networkInterfaces(value, all, [])),
    // Names of makers and of the system, and ids of rules: nothing to hide.
    factoryPasswords: () => system.factoryPasswords(),
    // One of two words of the agent's own.
    askService: (...args) => system.askService(...args),
    registryKey: (...args) =>
      hiding(system.registryKey(real(args[0]), args[1]), (value, all) =>
        hides.registryKey(value, all, args),
      ),
    services: () => hiding(system.services(), (value, all) => hides.services(value, all, [])),
    processes: () => hiding(system.processes(), (value, all) => hides.processes(value, all, [])),
    sockets: () => hiding(system.sockets(), (value, all) => hides.sockets(value, all, [])),
    neighbours: () => hiding(system.neighbours(), (value, all) => hides.neighbours(value, all, [])),
    localAccounts: () =>
      hiding(system.localAccounts(), (value, all) => hides.localAccounts(value, all, [])),
    securityCenterHealth: () => system.securityCenterHealth(),
    cim: (...args) => hiding(system.cim(...args), (value, all) => hides.cim(value, all, args)),
  }
  return { system: redacted, text: async (value) => (await knowing()).masks.text(value) }
}

async function know(system: System, keyed: Keyed, names: RealNames): Promise<Known> {
  const masks = masksFor(await readIdentities(system), keyed)
  return { masks, labels: await readLocalLabels(system, keyed), names, keyed }
}

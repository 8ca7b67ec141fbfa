import type { Answer, System } from '../system.ts'

/** The calls of the door, by name. */
export type CallName = Exclude<keyof System, 'platform' | 'architecture' | 'endedCpuMs'>

/** Stands around every call: may answer itself, or ask and look at the answer. */
export type Around = <T>(
  ask: () => Promise<Answer<T>>,
  call: CallName,
  args: readonly unknown[],
) => Promise<Answer<T>>

/** The same door with something standing around each of its calls. */
export function aroundSystem(system: System, around: Around): System {
  return {
    platform: system.platform,
    architecture: system.architecture,
    endedCpuMs: () => system.endedCpuMs(),
    run: (...args) => around(() => system.run(...args), 'run', args),
    readFile: (...args) => around(() => system.readFile(...args), 'readFile', args),
    readFolder: (...args) => around(() => system.readFolder(...args), 'readFolder', args),
    readLink: (...args) => around(() => system.readLink(...args), 'readLink', args),
    fileStatus: (...args) => around(() => system.fileStatus(...args), 'fileStatus', args),
    processNames: () => around(() => system.processNames(), 'processNames', []),
    networkInterfaces: () => around(() => system.networkInterfaces(), 'networkInterfaces', []),
    factoryPasswords: () => around(() => system.factoryPasswords(), 'factoryPasswords', []),
    askService: (...args) => around(() => system.askService(...args), 'askService', args),
    registryKey: (...args) => around(() => system.registryKey(...args), 'registryKey', args),
    services: () => around(() => system.services(), 'services', []),
    processes: () => around(() => system.processes(), 'processes', []),
    sockets: () => around(() => system.sockets(), 'sockets', []),
    neighbours: () => around(() => system.neighbours(), 'neighbours', []),
    localAccounts: () => around(() => system.localAccounts(), 'localAccounts', []),
    securityCenterHealth: () =>
      around(() => system.securityCenterHealth(), 'securityCenterHealth', []),
    cim: (...args) => around(() => system.cim(...args), 'cim', args),
  }
}

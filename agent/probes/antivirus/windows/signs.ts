import type { AntivirusProductRow } from '#protocol/catalogue/antivirus-products.ts'
import { unknown, type Maybe, type Unknown } from '#protocol/values.ts'
import type { Answer, System } from '../../../system.ts'
import type { WindowsProcess, WindowsService } from '../../../windows-system.ts'
import { unknownFrom } from '../../answers.ts'

/** What stands and runs on the machine, as far as the catalogue asks for it. */
export type Signs = {
  services: Answer<readonly WindowsService[]>
  processes: Answer<readonly WindowsProcess[]>
  /** Keys of the registry that are there. */
  keys: ReadonlySet<string>
  /** Why one of them could not be looked at; null: each could. */
  keysFailed: Unknown | null
}

export async function readSigns(
  system: System,
  products: readonly AntivirusProductRow[],
): Promise<Signs> {
  const services = await system.services()
  const processes = await system.processes()
  const keys = new Set<string>()
  let keysFailed: Unknown | null = null
  for (const key of new Set(products.flatMap((row) => row.windows?.registryKeys ?? []))) {
    const answer = await system.registryKey(key)
    if (!answer.ok) keysFailed ??= unknownFrom(answer, 'registry')
    else if (answer.value !== null) keys.add(key)
  }
  return { services, processes, keys, keysFailed }
}

/** Why "there is no sign of a product" cannot be said; null: every sign was looked for. */
export function whyIncomplete({ services, processes, keysFailed }: Signs): Unknown | null {
  if (!services.ok) return unknownFrom(services, 'services')
  if (!processes.ok) return unknownFrom(processes, 'processes')
  return keysFailed
}

/** The products of the catalogue that stand or run on this Windows. */
export function foundBySigns(
  products: readonly AntivirusProductRow[],
  signs: Signs,
): AntivirusProductRow[] {
  return products.filter((row) => {
    if (row.windows === null) return false
    const { services, programs } = present(row.windows, signs)
    const isInRegistry = row.windows.registryKeys.some((key) => signs.keys.has(key))
    return services.length > 0 || programs > 0 || isInRegistry
  })
}

/**
 * Whether the engine runs: `stopped` where a service of it is there and does not run, `absent`
 * where none of the services and programs that the catalogue knows is there.
 */
export function engineOf(
  row: AntivirusProductRow | null,
  signs: Signs,
): Maybe<'runs' | 'stopped' | 'absent'> {
  const named = row?.windows
  if (!named || (named.services.length === 0 && named.processes.length === 0)) {
    return unknown('not-supported', 'its services are not known')
  }
  const { services, programs } = present(named, signs)
  if (programs > 0 || services.some(({ state }) => state === 'running')) return 'runs'
  if (!signs.services.ok) return unknownFrom(signs.services, 'services')
  if (!signs.processes.ok) return unknownFrom(signs.processes, 'processes')
  return services.length > 0 ? 'stopped' : 'absent'
}

type Named = { services: readonly string[]; processes: readonly string[] }

function present(named: Named, signs: Signs): { services: WindowsService[]; programs: number } {
  const services = signs.services.ok ? signs.services.value : []
  const processes = signs.processes.ok ? signs.processes.value : []
  const programs = named.processes.map((name) => name.toLowerCase())
  return {
    services: services.filter(({ name }) => named.services.some((each) => isService(name, each))),
    programs: processes.filter(({ name }) => programs.includes(name.toLowerCase())).length,
  }
}

/** Some vendors put the version behind the name of a service, as `AVP.KES.21.15`. */
function isService(name: string, known: string): boolean {
  const [actual, wanted] = [name.toLowerCase(), known.toLowerCase()]
  return actual === wanted || actual.startsWith(`${wanted}.`)
}

import { z } from 'zod'
import type { CimInstance, WindowsService } from '../windows-system.ts'

const objects = z.union([
  z.array(z.looseObject({})),
  z.looseObject({}).transform((one) => [one]),
  z.null().transform(() => []),
])
const simple = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.union([z.string(), z.number()])),
])

/**
 * Instances from what `Get-CimInstance … | ConvertTo-Json` prints, as JSON or as its text: one object or several.
 * Nested objects (CimClass, CimSystemProperties and the like) are PowerShell's own and left out; its two ways to write
 * a time become ISO 8601 in UTC. Null: not of that form.
 */
export function instancesOf(output: unknown): CimInstance[] | null {
  const parsed = objects.safeParse(typeof output === 'string' ? jsonOf(output) : output)
  if (!parsed.success) return null
  return parsed.data.map((each) => {
    const properties = Object.entries(each).flatMap(([name, value]) => {
      const kept = simple.safeParse(value)
      const isShells = /^(Cim|PS)[A-Z]/.test(name)
      return kept.success && !isShells ? [[name, inUtc(kept.data)] as const] : []
    })
    return Object.fromEntries(properties)
  })
}

/** Windows PowerShell writes `/Date(1731650000000)/`, PowerShell 7 an ISO time with its offset. */
function inUtc(value: CimInstance[string]): CimInstance[string] {
  if (typeof value !== 'string') return value
  const epoch = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/.exec(value)?.[1]
  if (epoch !== undefined) return new Date(Number(epoch)).toISOString()
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(value)
  return isTime ? new Date(Date.parse(value)).toISOString() : value
}

const states: Readonly<Record<string, WindowsService['state']>> = {
  running: 'running',
  stopped: 'stopped',
  paused: 'paused',
}

/** Services from `Get-CimInstance Win32_Service | Select-Object Name,DisplayName,State,ProcessId | ConvertTo-Json`. */
export function servicesOf(output: unknown): WindowsService[] | null {
  const instances = instancesOf(output)
  return (
    instances?.flatMap(({ Name: name, DisplayName: displayName, State: state, ProcessId: id }) => {
      if (typeof name !== 'string' || typeof state !== 'string') return []
      return [
        {
          name,
          displayName: typeof displayName === 'string' ? displayName : name,
          state: states[state.toLowerCase()] ?? 'changing',
          processId: typeof id === 'number' ? id : 0,
        },
      ]
    }) ?? null
  )
}

function jsonOf(text: string): unknown {
  try {
    return text.trim() === '' ? null : JSON.parse(text)
  } catch {
    return undefined
  }
}

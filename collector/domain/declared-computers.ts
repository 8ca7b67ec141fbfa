import type { EntryBody } from '#protocol/register.ts'
import { hostClasses } from '#protocol/values.ts'

/** What an agency declares of its machines. */
export type DeclaredMachines = {
  readonly machines: readonly Pick<EntryBody<'machine'>, 'class' | 'state' | 'carriesNoAgent'>[]
  readonly counts: readonly Pick<EntryBody<'machine-count'>, 'class' | 'count'>[]
}

/**
 * How many servers and workstations with an agent an agency says that it has; null: it has declared nothing, so
 * nobody knows. Where machines of a class are both listed and counted, the larger of the two.
 */
export function declaredComputers({ machines, counts }: DeclaredMachines): number | null {
  if (machines.length + counts.length === 0) return null
  return hostClasses
    .filter((of) => of !== 'end-device')
    .map((of) => {
      const ofClass = machines.filter((one) => one.class === of && one.state === 'in-use')
      const listed = ofClass.filter(({ carriesNoAgent }) => !carriesNoAgent).length
      const counted = counts
        .filter((one) => one.class === of)
        .reduce((sum, { count }) => sum + count, 0)
      // A count holds those too that may not carry an agent; the list names them.
      return Math.max(listed, counted - (ofClass.length - listed))
    })
    .reduce((sum, one) => sum + one, 0)
}

import type { HostsBehind } from '#protocol/views.ts'
import type { HostsSearch } from './search.ts'

/** The filter of the list of hosts that shows those behind a figure. */
export function classFilterOf({ classes }: HostsBehind): HostsSearch {
  if (classes === null) return {}
  const [only] = classes
  if (classes.length === 1 && only !== undefined) return { class: only }
  return classes.includes('end-device') ? {} : { computers: 'yes' }
}

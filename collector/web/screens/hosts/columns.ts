import { hostColumns, usualHostColumns, type HostColumn } from '#protocol/host-columns.ts'
import type { PlainKey } from '#i18n/translator.ts'
import type { HostsSearch } from '../../search.ts'
import { isAboutAgents } from './filters.ts'

/** What the head of each column says. */
export const columnText = {
  host: 'column.host',
  worst: 'column.worst',
  antivirus: 'group.antivirus',
  updates: 'group.updates',
  network: 'group.network',
  credentials: 'group.credentials',
  agency: 'column.agency',
  class: 'column.class',
  os: 'column.os',
  address: 'column.address',
  agent: 'column.agent',
  'last-report': 'column.last-report',
} as const satisfies Record<HostColumn, PlainKey>

/** By which column the list can be sorted. */
export const columnSort: Partial<Record<HostColumn, NonNullable<HostsSearch['sort']>>> = {
  host: 'hostname',
  worst: 'worst',
  agency: 'agency',
  'last-report': 'last-received',
}

/** The name of a host always stands first; the rest is chosen. A list about agents shows them unless told otherwise. */
export function shownColumns(search: HostsSearch): readonly HostColumn[] {
  const usual: readonly HostColumn[] = isAboutAgents(search)
    ? usualHostColumns.map((column) => (column === 'address' ? 'agent' : column))
    : usualHostColumns
  const asked = search.columns?.split(',')
  if (asked === undefined) return usual
  return hostColumns.filter((column) => column === 'host' || asked.includes(column))
}

import type { ControlId } from './controls.ts'

/** Controls that stand together in one narrow column. `reporting` has the column of the last report. */
export const controlGroups = [
  {
    id: 'antivirus',
    controls: [
      'antivirus-running',
      'antivirus-current',
      'antivirus-licensed',
      'protected',
      'malware-handled',
    ],
  },
  { id: 'updates', controls: ['patched', 'os-supported'] },
  { id: 'network', controls: ['firewall-on', 'no-exposed-services', 'remote-access-safe'] },
  { id: 'credentials', controls: ['no-default-credentials'] },
] as const satisfies readonly { id: string; controls: readonly ControlId[] }[]

/** The columns of the list of hosts, on the screen and in its export, in their order. */
export const hostColumns = [
  'host',
  'worst',
  'antivirus',
  'updates',
  'network',
  'credentials',
  'agency',
  'class',
  'os',
  'address',
  'agent',
  'last-report',
] as const
export type HostColumn = (typeof hostColumns)[number]

/** What is shown before somebody chooses. */
export const usualHostColumns = [
  'host',
  'worst',
  'antivirus',
  'updates',
  'network',
  'credentials',
  'agency',
  'os',
  'address',
  'last-report',
] as const satisfies readonly HostColumn[]

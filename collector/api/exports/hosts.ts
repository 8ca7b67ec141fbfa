import { controlIds, type ControlId } from '#protocol/controls.ts'
import { controlGroups } from '#protocol/host-columns.ts'
import type { VerdictState } from '#protocol/verdict-states.ts'
import type { Translator } from '#i18n/translator.ts'
import type { ListedHost } from '#store/hosts.ts'
import type { FileColumn } from './send-table.ts'

const mebibyte = 2 ** 20
const stateOf = (host: ListedHost, control: ControlId) => host.states[control] ?? 'unknown'
const countOf = (host: ListedHost, state: VerdictState) =>
  controlIds.filter((control) => stateOf(host, control) === state).length

const controlColumn = (id: string, control: ControlId): FileColumn<ListedHost> => ({
  id,
  width: 18,
  head: ({ t }) => t(`control.${control}.name`),
  cell: (host, words) => stateWords(host, control, words),
})

function stateWords(host: ListedHost, control: ControlId, { t }: Translator): string {
  const state = t(`state.${stateOf(host, control)}`)
  return host.provisional.includes(control) ? `${state} (${t('provisional')})` : state
}

/** What a file says of a host, by the columns of the list. */
export const hostFileColumns: readonly FileColumn<ListedHost>[] = [
  { id: 'host', width: 28, head: ({ t }) => t('column.host'), cell: ({ hostname }) => hostname },
  {
    id: 'worst',
    width: 10,
    head: ({ t }) => t('export.unmet'),
    cell: (host) => countOf(host, 'unmet'),
  },
  {
    id: 'worst',
    width: 10,
    head: ({ t }) => t('export.unknown'),
    cell: (host) => countOf(host, 'unknown'),
  },
  ...controlGroups.flatMap(({ id, controls }) => controls.map((one) => controlColumn(id, one))),
  {
    id: 'agency',
    width: 40,
    head: ({ t }) => t('column.agency'),
    cell: (host) => host.agency.name,
  },
  {
    id: 'class',
    width: 14,
    head: ({ t }) => t('column.class'),
    cell: (host, { t }) => t(`class.${host.class}`),
  },
  { id: 'os', width: 26, head: ({ t }) => t('column.os'), cell: ({ osName }) => osName },
  {
    id: 'address',
    width: 16,
    head: ({ t }) => t('column.address'),
    cell: ({ address }) => address,
  },
  {
    id: 'agent',
    width: 12,
    head: ({ t }) => t('export.agent-version'),
    cell: ({ agent }) => agent?.version ?? null,
  },
  {
    id: 'agent',
    width: 16,
    head: ({ t }) => t('export.agent-cpu'),
    cell: ({ agent }) => decimalOf(agent?.cpuMs, 1000),
  },
  {
    id: 'agent',
    width: 16,
    head: ({ t }) => t('export.agent-memory'),
    cell: ({ agent }) => decimalOf(agent?.memoryBytesMax, mebibyte),
  },
  {
    id: 'last-report',
    width: 18,
    head: ({ t }) => t('column.last-report'),
    cell: ({ lastReceivedMs }) => (lastReceivedMs === null ? null : { momentMs: lastReceivedMs }),
  },
  controlColumn('last-report', 'reporting'),
]

const decimalOf = (value: number | null | undefined, unit: number) =>
  value === null || value === undefined ? null : { decimal: value / unit, digits: 1 }

import type { Translator } from '#i18n/translator.ts'
import type { DeviceCheckRow, DeviceCheckView } from '#protocol/device-check-views.ts'
import type { DeviceCheckResult } from '#protocol/device-checks.ts'
import type { ApiDeps, Handlers } from '../call.ts'
import { columnsOf } from './columns.ts'
import { everyPage, listFile } from './list-file.ts'

/** Authorisations of checks of devices, and what came of them, as files. */
export function deviceCheckExports(
  { store: { db } }: ApiDeps,
  lists: Pick<Handlers, 'deviceChecks' | 'deviceCheckResults'>,
): Pick<Handlers, 'exportDeviceChecks' | 'exportDeviceCheckResults'> {
  return {
    exportDeviceChecks: listFile(db, {
      name: 'device-checks',
      title: 'device-check.title',
      columns: authorisationColumns,
      rows: (call) =>
        everyPage<DeviceCheckView>(
          ({ id }) => id,
          async (page) => {
            const query = { ...call.query, ...page }
            const { total, authorisations } = await lists.deviceChecks({ ...call, query })
            return { total, rows: authorisations }
          },
        ),
    }),
    exportDeviceCheckResults: listFile(db, {
      name: 'device-check-results',
      title: 'device-check.results',
      columns: resultColumns,
      rows: (call) =>
        everyPage<DeviceCheckRow>(
          ({ id }) => id,
          async (page) => {
            const query = { ...call.query, ...page }
            const { total, results } = await lists.deviceCheckResults({ ...call, query })
            return { total, rows: results }
          },
        ),
    }),
  }
}

const authorisation = columnsOf<DeviceCheckView>()
const authorisationColumns = [
  authorisation.sentence('device-check.document-number', ({ document }) => document),
  authorisation.name('register.agency', ({ agency }) => agency.name),
  authorisation.text('device-check.host', ({ host }) => host.hostname),
  authorisation.text('device-check.subnet', ({ subnet }) => subnet),
  authorisation.text('device-check.approved-by', ({ approvedBy }) => approvedBy),
  authorisation.day('device-check.until', ({ untilDay }) => untilDay),
  authorisation.count('device-check.one.devices', ({ devices }) => devices.length),
  authorisation.text('device-check.state', ({ state }, { t }) => t(`device-check.state.${state}`)),
]

const result = columnsOf<DeviceCheckRow>()
const resultColumns = [
  result.moment('device-check.when', ({ checkedMs }) => checkedMs),
  result.name('register.agency', ({ agency }) => agency.name),
  result.text('import.column.device.code', ({ device }) => device.code),
  result.text('import.column.device.vendor', ({ device }) => device.vendor),
  result.text('import.column.device.model', ({ device }) => device.model),
  result.text('import.column.device.place', ({ device }) => device.place),
  result.text('device-check.address', ({ address }) => address),
  result.text('import.column.device.mac', ({ mac }) => mac),
  result.text('device-check.verdict', ({ result: { verdict } }, { t }) =>
    t(`device-check.verdict.${verdict}`),
  ),
  result.sentence('device-check.why', ({ result: of }, words) => whyOf(of, words)),
  result.text('device-check.rule', ({ result: of }) => ('rule' in of ? of.rule : null)),
  result.count('device-check.attempts.count', ({ attempts }) => attempts),
  result.text('device-check.host', ({ host }) => host.hostname),
]

function whyOf(result: DeviceCheckResult, { t }: Translator): string | null {
  switch (result.verdict) {
    case 'not-checked':
      return t(`device-check.not-checked.${result.because}`)
    case 'unidentified':
      return t(`device-check.unidentified.${result.because}`)
    case 'default':
    case 'inactive':
    case 'this-default-not-in-use':
    case 'unreachable':
      return null
  }
}

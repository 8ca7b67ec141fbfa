import type { DeviceRow } from '#protocol/devices.ts'
import type { ApiDeps, Handlers } from '../call.ts'
import { columnsOf, yesOrNo } from './columns.ts'
import { everyPage, listFile } from './list-file.ts'

/** The list of devices as a file. */
export function deviceExports(
  { store: { db } }: ApiDeps,
  lists: Pick<Handlers, 'devices'>,
): Pick<Handlers, 'exportDevices'> {
  return {
    exportDevices: listFile(db, {
      name: 'devices',
      title: 'devices.title',
      columns,
      rows: (call) =>
        everyPage<DeviceRow>(
          ({ entryId }) => entryId,
          async (page) => {
            const { total, devices } = await lists.devices({
              ...call,
              query: { ...call.query, ...page },
            })
            return { total, rows: devices }
          },
        ),
    }),
  }
}

const one = columnsOf<DeviceRow>()
const columns = [
  one.name('register.agency', ({ agency }) => agency.name),
  one.text('import.column.device.code', ({ code }) => code),
  one.text('import.column.device.kind', ({ kind }, { t }) => t(`import.choice.kind.${kind}`)),
  one.text('import.column.device.vendor', ({ vendor }) => vendor),
  one.text('import.column.device.model', ({ model }) => model),
  one.text('import.column.device.address', ({ address }) => address),
  one.text('import.column.device.mac', ({ mac }) => mac),
  one.text('import.column.device.place', ({ place }) => place),
  one.text('import.column.device.state', ({ state }, { t }) => t(`import.choice.state.${state}`)),
  one.text('devices.standing', ({ standing }, { t }) => t(`devices.standing.${standing}`)),
  one.text(
    'devices.severity',
    ({ finding }, { t }) => finding && t(`severity.${finding.severity}`),
  ),
  one.day('devices.since', ({ finding }) => finding?.sinceDay),
  one.text('devices.owner', ({ finding, owner }) => finding?.owner ?? owner),
  one.day('devices.due', ({ finding }) => finding?.dueDay),
  one.text('devices.overdue', ({ finding }, words) => finding && yesOrNo(finding.isOverdue, words)),
]

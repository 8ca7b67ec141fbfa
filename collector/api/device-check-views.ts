import type { DeviceCheckRow, DeviceCheckView } from '#protocol/device-check-views.ts'
import type { Day } from '#protocol/register.ts'
import { listAgencies } from '#store/agencies.ts'
import { contentsOf, readAuthorisations } from '#store/device-checks/authorisations.ts'
import { readHostNames } from '#store/device-checks/host-names.ts'
import { countChecked, type StoredResult } from '#store/device-checks/results.ts'
import { placesOf } from '#store/devices/read-devices.ts'
import type { Scope } from '#store/population.ts'
import type { ApiDeps } from './call.ts'

type Reader = ApiDeps['store']['reader']
type Look = { readonly scope: Scope; readonly today: Day; readonly id?: string }

/** Authorisations as screens show them, the newest first. */
export async function readCheckViews(reader: Reader, look: Look): Promise<DeviceCheckView[]> {
  const stored = await readAuthorisations(reader, look)
  const names = await readOwners(reader)
  const entryIds = [...new Set(stored.flatMap((one) => one.entryIds))]
  const places = await placesOf(reader, entryIds, look.today)
  const checked = await countChecked(
    reader,
    stored.map(({ id }) => id),
  )
  return stored.map(({ content, entryIds, file: _file, agencyId, hostId, ...rest }) => {
    const { document, approvedBy, subnet, issuedOn, untilDay, window, attemptsADay } = content
    return {
      ...rest,
      agency: names.agency(agencyId),
      host: names.host(hostId),
      sequence: content.sequence,
      document,
      approvedBy,
      subnet,
      issuedOn,
      untilDay,
      window,
      attemptsADay,
      devices: content.devices.map((device, at) => {
        const entryId = entryIds[at] ?? ''
        const { code = null, place = null } = places.get(entryId) ?? {}
        return { ...device, entryId, code, place }
      }),
      checked: checked.get(rest.id) ?? 0,
    }
  })
}

/** Results as screens show them, in the order in which they are given. */
export async function resultRowsOf(
  reader: Reader,
  results: readonly StoredResult[],
  today: Day,
): Promise<DeviceCheckRow[]> {
  const names = await readOwners(reader)
  const places = await placesOf(reader, [...new Set(results.map(({ entryId }) => entryId))], today)
  const ids = [...new Set(results.map(({ authorisationId }) => authorisationId))]
  const texts = await contentsOf(reader, ids)
  return results.map(({ agencyId, hostId, entryId, checkedAs, mac, ...rest }) => {
    const device = texts.get(rest.authorisationId)?.devices.find((one) => one.mac === mac)
    const { code = null, place = null } = places.get(entryId) ?? {}
    const { kind, vendor, model } = checkedAs
    return {
      ...rest,
      mac,
      agency: names.agency(agencyId),
      host: names.host(hostId),
      device: { entryId, code, kind, vendor, model, place },
      address: device?.address ?? '',
      protocol: device?.protocol ?? 'http',
    }
  })
}

/** How many there are of each, none left out. */
export function countBy<const Key extends string, Row>(
  keys: readonly Key[],
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): Record<Key, number> {
  const none = Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>
  return rows.reduce((counts, row) => ({ ...counts, [keyOf(row)]: counts[keyOf(row)] + 1 }), none)
}

async function readOwners(reader: Reader) {
  const agencies = new Map((await listAgencies(reader)).map((one) => [one.id, one.name]))
  const hosts = await readHostNames(reader)
  return {
    agency: (id: string) => ({ id, name: agencies.get(id) ?? id }),
    host: <Id extends string>(id: Id) => ({ id, hostname: hosts.get(id) ?? id }),
  }
}

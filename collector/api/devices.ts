import { dayOf } from '#domain/register.ts'
import { openTimes } from '#domain/devices.ts'
import { itemsOf, type DeviceView } from '#protocol/devices.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'
import { readDevices } from '#store/devices/read-devices.ts'
import { reviewDevice } from '#store/devices/review-device.ts'
import { requireAgency, type Scope } from '#store/population.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { countShows, deviceRowOf, isShown, worstDeviceFirst } from './device-rows.ts'

type Names = 'devices' | 'device' | 'reviewDevice'

/** Devices of the register and their way into use. */
export function deviceHandlers({ store, events, now }: ApiDeps): Pick<Handlers, Names> {
  const oneDevice = async (entryId: string, scope: Scope, nowMs: EpochMs): Promise<DeviceView> => {
    const today = dayOf(nowMs)
    const [stored] = await readDevices(store.reader, { scope, entryId, today })
    const device = stored && deviceRowOf(stored, today)
    if (!device) throw new Refusal('DEVICE_NOT_FOUND', { id: entryId })
    return {
      device,
      items: itemsOf(device.kind),
      reviews: stored.reviews.map(({ reviewedAs: _as, ...review }) => review).toReversed(),
      open: openTimes(stored.versions, stored.judgements).toReversed(),
    }
  }
  return {
    async devices({ query, scope }) {
      const { agency: agencyId, q, kind, state, show, knownAt: knownMs, page, pageSize } = query
      await requireAgency(store.reader, scope, agencyId)
      const asOfMs = knownMs ?? now()
      const today = dayOf(asOfMs)
      const stored = await readDevices(store.reader, { scope, agencyId, q, today, knownMs })
      const rows = stored
        .flatMap((one) => deviceRowOf(one, today) ?? [])
        .filter((row) => kind === undefined || row.kind === kind)
        .filter((row) => state === undefined || row.state === state)
      const shown = rows.filter((row) => isShown(row, show)).toSorted(worstDeviceFirst)
      return {
        asOfMs,
        total: shown.length,
        page,
        pageSize,
        counts: countShows(rows),
        devices: shown.slice((page - 1) * pageSize, page * pageSize),
      }
    },

    async device({ params: { id }, scope }) {
      return oneDevice(id, scope, now())
    },

    async reviewDevice({ params: { id }, body, scope, by }) {
      await store.db
        .transaction()
        .execute((trx) =>
          reviewDevice(trx, store.engine, { wanted: { ...body, entryId: id }, scope, by }),
        )
      events.publish({ kind: 'register-changed', atMs: by.nowMs })
      return oneDevice(id, scope, by.nowMs)
    },
  }
}

import { dayOf } from '#domain/register.ts'
import { canonicalJson } from '#protocol/delta.ts'
import { deviceCheckStates, type DeviceCheckView } from '#protocol/device-check-views.ts'
import { Refusal } from '#protocol/refusals.ts'
import { hostId } from '#protocol/values.ts'
import { readAuthorisations } from '#store/device-checks/authorisations.ts'
import { agree, upload, withdraw } from '#store/device-checks/steps.ts'
import { checkingHosts, draft, nameable } from '#store/device-checks/draft.ts'
import { readSwitch, setSwitch } from '#store/device-checks/switch.ts'
import { readDevices } from '#store/devices/read-devices.ts'
import { foldForSearch } from '#domain/fold.ts'
import { requireAgency, type Scope } from '#store/population.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { countBy, readCheckViews } from './device-check-views.ts'

type SwitchNames = 'deviceCheckSwitch' | 'setDeviceCheckSwitch'
type ReadNames = 'deviceChecks' | 'deviceCheck' | 'deviceCheckCandidates' | 'deviceCheckText'
type StepNames =
  'draftDeviceCheck' | 'agreeDeviceCheck' | 'uploadDeviceCheck' | 'withdrawDeviceCheck'

/** The switch of the province over all checks of devices. */
export function deviceCheckSwitchHandlers({
  store,
  deviceCheckKeys,
  reloadDeviceChecks,
}: ApiDeps): Pick<Handlers, SwitchNames> {
  const view = async () => ({ ...(await readSwitch(store.db)), keys: deviceCheckKeys.length })
  return {
    deviceCheckSwitch: view,

    async setDeviceCheckSwitch({ body, by, user }) {
      const { engine } = store
      await store.db
        .transaction()
        .execute((trx) => setSwitch({ trx, engine }, body, { ...by, author: user.name }))
      await reloadDeviceChecks()
      return view()
    },
  }
}

/** Authorisations of checks of devices: what there is, and what a draft can name. */
export function deviceCheckHandlers({
  store,
  now,
  connections,
}: ApiDeps): Pick<Handlers, ReadNames> {
  return {
    async deviceChecks({ query, scope }) {
      const { agency, state, q, page, pageSize } = query
      await requireAgency(store.reader, scope, agency)
      const wanted = foldForSearch(q ?? '')
      const all = (await readCheckViews(store.reader, { scope, today: dayOf(now()) }))
        .filter((one) => agency === undefined || one.agency.id === agency)
        .filter((one) => textOf(one).includes(wanted))
      const shown = all.filter((one) => state === undefined || one.state === state)
      return {
        total: shown.length,
        page,
        pageSize,
        counts: countBy(deviceCheckStates, all, (one) => one.state),
        authorisations: shown.slice((page - 1) * pageSize, page * pageSize),
      }
    },

    async deviceCheck({ params: { id }, scope }) {
      return oneCheck(store, { id, scope, nowMs: now() })
    },

    async deviceCheckCandidates({ query: { agency }, scope }) {
      const { reader } = store
      await requireAgency(reader, scope, agency)
      const hosts = await checkingHosts(reader, agency)
      const devices = await readDevices(reader, { scope, agencyId: agency, today: dayOf(now()) })
      return {
        hosts: hosts.map((host) => {
          const id = hostId.parse(host.id)
          return { ...host, id, isConnected: connections.isConnected(id) }
        }),
        devices: devices.flatMap((stored) => {
          const found = nameable(stored)
          if (!found) return []
          const { code, kind, vendor, model, place, address, mac, standing } = found
          const { entryId } = stored
          return [{ entryId, code, kind, vendor, model, place, address, mac, standing }]
        }),
      }
    },

    async deviceCheckText({ params: { id }, scope }) {
      const { reader } = store
      const [found] = await readAuthorisations(reader, { id, scope, today: dayOf(now()) })
      if (!found) throw new Refusal('DEVICE_CHECK_NOT_FOUND', { id })
      if (found.state !== 'agreed') throw new Refusal('DEVICE_CHECK_NOT_AT_STEP')
      const { content } = found
      return {
        fileName: `device-checks-${content.sequence}.json`,
        text: `${canonicalJson(content)}\n`,
      }
    },
  }
}

/** The steps of an authorisation, from its draft to its end. */
export function deviceCheckStepHandlers(deps: ApiDeps): Pick<Handlers, StepNames> {
  const { store, newId, deviceCheckKeys: keys, reloadDeviceChecks, events } = deps
  const { engine, db } = store
  const after = async (id: string, scope: Scope, nowMs: number) => {
    await reloadDeviceChecks()
    events.publish({ kind: 'register-changed', atMs: nowMs })
    return oneCheck(store, { id, scope, nowMs })
  }
  return {
    async draftDeviceCheck({ body, scope, by, user }) {
      const id = newId()
      const drafting = { engine, id, scope, by: { ...by, author: user.name } }
      await db.transaction().execute((trx) => draft(trx, body, drafting))
      return after(id, scope, by.nowMs)
    },

    async agreeDeviceCheck({ params: { id }, body, scope, by, user }) {
      const author = user.name
      const wanted = { ...body, id, scope, forAgency: user.agency?.id ?? null }
      await db.transaction().execute((trx) => agree({ trx, engine }, wanted, { ...by, author }))
      return after(id, scope, by.nowMs)
    },

    async uploadDeviceCheck({ params: { id }, body, scope, by, user }) {
      const author = user.name
      const wanted = { ...body, id, scope, keys }
      await db.transaction().execute((trx) => upload({ trx, engine }, wanted, { ...by, author }))
      return after(id, scope, by.nowMs)
    },

    async withdrawDeviceCheck({ params: { id }, body, scope, by, user }) {
      const author = user.name
      await db
        .transaction()
        .execute((trx) => withdraw({ trx, engine }, { ...body, id, scope }, { ...by, author }))
      return after(id, scope, by.nowMs)
    },
  }
}

type One = { readonly id: string; readonly scope: Scope; readonly nowMs: number }

async function oneCheck(
  store: ApiDeps['store'],
  { id, scope, nowMs }: One,
): Promise<DeviceCheckView> {
  const [view] = await readCheckViews(store.db, { scope, today: dayOf(nowMs), id })
  if (!view) throw new Refusal('DEVICE_CHECK_NOT_FOUND', { id })
  return view
}

const textOf = ({ document, agency, host }: DeviceCheckView) =>
  foldForSearch(`${document} ${agency.name} ${host.hostname}`)

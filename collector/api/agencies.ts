import { createAgency, listAgencies } from '#store/agencies.ts'
import type { ApiDeps, Handlers } from './call.ts'

/** The agencies of the province. */
export function agencyHandlers({
  store,
  events,
  newId,
}: ApiDeps): Pick<Handlers, 'agencies' | 'createAgency'> {
  return {
    agencies: async () => ({ agencies: await listAgencies(store.reader) }),

    async createAgency({ body, by }) {
      const agency = await createAgency(store.db, { ...body, isSample: false }, { ...by, newId })
      events.publish({ kind: 'register-changed', atMs: by.nowMs })
      return agency
    },
  }
}

import { createAgency, listAgencies } from '#store/agencies.ts'
import { isWithin } from '#store/population.ts'
import type { ApiDeps, Handlers } from './call.ts'

/** The agencies of the province. */
export function agencyHandlers({
  store,
  events,
  newId,
}: ApiDeps): Pick<Handlers, 'agencies' | 'createAgency'> {
  return {
    async agencies({ scope }) {
      const agencies = await listAgencies(store.reader)
      return { agencies: agencies.filter(({ id }) => isWithin(scope, id)) }
    },

    async createAgency({ body, by }) {
      const agency = await createAgency(store.db, { ...body, isSample: false }, { ...by, newId })
      events.publish({ kind: 'register-changed', atMs: by.nowMs })
      return agency
    },
  }
}

import { handCheckSteps } from '#domain/hand-check.ts'
import { drawHandCheck } from '#store/hand-checks/draw.ts'
import { finishHandCheck, recordFindings } from '#store/hand-checks/findings.ts'
import {
  findHandCheck,
  listHandChecks,
  readFrame,
  readMachines,
  readResult,
} from '#store/hand-checks/read.ts'
import type { ApiDeps, Handlers } from './call.ts'

type Names =
  | 'handChecks'
  | 'drawHandCheck'
  | 'handCheckSheet'
  | 'handCheck'
  | 'handCheckFrame'
  | 'recordFindings'
  | 'finishHandCheck'

/** Checks by hand: what the system says against what stands there. */
export function handCheckHandlers({ store, newId, randomBytes }: ApiDeps): Pick<Handlers, Names> {
  return {
    handChecks: async () => ({ checks: await listHandChecks(store.reader) }),

    drawHandCheck: ({ body, by }) => drawHandCheck(store, body, { ...by, newId, randomBytes }),

    async handCheckSheet({ params: { id } }) {
      const check = await findHandCheck(store.reader, id)
      const machines = await readMachines(store.reader, id)
      return {
        check,
        machines: machines.map(({ said: _said, ...machine }) => machine),
        steps: [...handCheckSteps],
      }
    },

    handCheck: ({ params: { id } }) => readResult(store.reader, id),

    async handCheckFrame({ params: { id } }) {
      const { seed, isStratified } = await findHandCheck(store.reader, id)
      return { seed, isStratified, lines: [...(await readFrame(store.reader, id))] }
    },

    async recordFindings({ params: { id }, body: { findings }, by }) {
      return { recorded: await recordFindings(store.db, { id, findings }, by) }
    },

    finishHandCheck: ({ params: { id }, body, by }) =>
      finishHandCheck(store.db, { id, ...body }, by),
  }
}

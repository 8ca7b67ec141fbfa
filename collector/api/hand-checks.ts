import { handCheckSteps } from '#domain/hand-check.ts'
import { Refusal } from '#protocol/refusals.ts'
import { drawHandCheck } from '#store/hand-checks/draw.ts'
import { finishHandCheck, recordFindings } from '#store/hand-checks/findings.ts'
import {
  findHandCheck,
  listHandChecks,
  readFrame,
  readMachines,
  readResult,
} from '#store/hand-checks/read.ts'
import { isWithin, type Scope } from '#store/population.ts'
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
  /** @throws Refusal HAND_CHECK_NOT_FOUND also for one that reaches beyond the scope */
  const requireOwn = async (id: string, scope: Scope) => {
    const check = await findHandCheck(store.reader, id)
    if (!isWithin(scope, check.agencyId)) throw new Refusal('HAND_CHECK_NOT_FOUND', { id })
    return check
  }

  return {
    async handChecks({ scope }) {
      const checks = await listHandChecks(store.reader)
      return { checks: checks.filter(({ agencyId }) => isWithin(scope, agencyId)) }
    },

    drawHandCheck: ({ body, by }) => drawHandCheck(store, body, { ...by, newId, randomBytes }),

    async handCheckSheet({ params: { id }, scope }) {
      const check = await requireOwn(id, scope)
      const machines = await readMachines(store.reader, id)
      return {
        check,
        machines: machines.map(({ said: _said, ...machine }) => machine),
        steps: [...handCheckSteps],
      }
    },

    async handCheck({ params: { id }, scope }) {
      await requireOwn(id, scope)
      return readResult(store.reader, id)
    },

    async handCheckFrame({ params: { id }, scope }) {
      const { seed, isStratified } = await requireOwn(id, scope)
      return { seed, isStratified, lines: [...(await readFrame(store.reader, id))] }
    },

    async recordFindings({ params: { id }, body: { findings }, by }) {
      return { recorded: await recordFindings(store.db, { id, findings }, by) }
    },

    finishHandCheck: ({ params: { id }, body, by }) =>
      finishHandCheck(store.db, { id, ...body }, by),
  }
}

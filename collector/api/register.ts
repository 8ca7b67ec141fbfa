import type { ApiDeps } from './call.ts'
import { registerChangeHandlers } from './register-changes.ts'
import { registerEntryHandlers } from './register-entries.ts'
import { registerMachineHandlers } from './register-machines.ts'
import { registerMatchHandlers } from './register-matches.ts'
import { unassignedHandlers } from './register-unassigned.ts'

/** What agencies declare, and what became of it. */
export const registerHandlers = (deps: ApiDeps) => ({
  ...registerEntryHandlers(deps),
  ...registerChangeHandlers(deps),
  ...registerMachineHandlers(deps),
  ...registerMatchHandlers(deps),
  ...unassignedHandlers(deps),
})

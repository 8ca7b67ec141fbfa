import { agencyHandlers } from './agencies.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { catalogueHandlers } from './catalogues.ts'
import { healthHandlers } from './health.ts'
import { hostHandlers } from './hosts.ts'
import { judgeSettingHandlers } from './judge-settings.ts'
import { importHandlers } from './imports.ts'
import { importTemplateHandlers } from './import-templates.ts'
import { indicatorHandlers } from './indicator.ts'
import { liveHandlers, type Live } from './live.ts'
import { createMeasuring } from './measuring.ts'
import { organisationHandlers } from './organisations.ts'
import { overviewHandlers } from './overview.ts'
import { planHandlers } from './plans.ts'
import { dutyHandlers } from './duties.ts'
import { productHandlers } from './products.ts'
import { registerHandlers } from './register.ts'
import { reportHandlers } from './reports.ts'
import { sessionHandlers } from './session.ts'
import type { SignInLimits } from './sign-in-limits.ts'
import { snapshotHandlers } from './snapshots.ts'
import { tokenHandlers } from './tokens.ts'
import { movedHandlers } from './what-moved.ts'

/** The handlers of every route; a route without one does not compile. */
export function createHandlers(
  deps: ApiDeps,
  { live, limits }: { live: Live; limits: SignInLimits },
): Handlers {
  const measuring = createMeasuring(deps)
  return {
    ...healthHandlers(deps),
    ...sessionHandlers(deps, limits),
    ...overviewHandlers(deps, measuring),
    ...planHandlers(deps, measuring),
    ...indicatorHandlers(deps, measuring),
    ...hostHandlers(deps),
    ...agencyHandlers(deps),
    ...tokenHandlers(deps),
    ...judgeSettingHandlers(deps),
    ...catalogueHandlers(deps),
    ...productHandlers(deps),
    ...importHandlers(deps),
    ...importTemplateHandlers(deps),
    ...organisationHandlers(deps),
    ...registerHandlers(deps),
    ...reportHandlers(deps),
    ...snapshotHandlers(deps),
    ...movedHandlers(deps),
    ...dutyHandlers(deps),
    ...liveHandlers(deps, live),
  }
}

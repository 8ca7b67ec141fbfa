import { agencyHandlers } from './agencies.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { catalogueHandlers } from './catalogues.ts'
import { healthHandlers } from './health.ts'
import { hostHandlers } from './hosts.ts'
import { judgeSettingHandlers } from './judge-settings.ts'
import { liveHandlers, type Live } from './live.ts'
import { overviewHandlers } from './overview.ts'
import { productHandlers } from './products.ts'
import { sessionHandlers } from './session.ts'
import type { SignInLimits } from './sign-in-limits.ts'
import { tokenHandlers } from './tokens.ts'

/** The handlers of every route; a route without one does not compile. */
export function createHandlers(
  deps: ApiDeps,
  { live, limits }: { live: Live; limits: SignInLimits },
): Handlers {
  return {
    ...healthHandlers(deps),
    ...sessionHandlers(deps, limits),
    ...overviewHandlers(deps),
    ...hostHandlers(deps),
    ...agencyHandlers(deps),
    ...tokenHandlers(deps),
    ...judgeSettingHandlers(deps),
    ...catalogueHandlers(deps),
    ...productHandlers(deps),
    ...liveHandlers(deps, live),
  }
}

import { createWorkReader } from '#store/work/read-machines.ts'
import { agencyHandlers } from './agencies.ts'
import { apiTokenHandlers } from './api-tokens.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { auditHandlers } from './audit.ts'
import { catalogueHandlers } from './catalogues.ts'
import { exportHandlers } from './exports.ts'
import { firstRunHandlers } from './first-run.ts'
import { healthHandlers } from './health.ts'
import { hostNoteHandlers } from './host-notes.ts'
import { hostHandlers, hostListHandlers } from './hosts.ts'
import { installHandlers } from './install.ts'
import { judgeSettingHandlers } from './judge-settings.ts'
import { importHandlers } from './imports.ts'
import { importTemplateHandlers } from './import-templates.ts'
import { indicatorHandlers } from './indicator.ts'
import { liveHandlers, type Live } from './live.ts'
import { createMeasuring } from './measuring.ts'
import { organisationHandlers } from './organisations.ts'
import { overviewHandlers } from './overview.ts'
import { accountHandlers, mySessionHandlers } from './people/account.ts'
import { peopleHandlers, personHandlers } from './people/people.ts'
import { providerHandlers } from './people/provider.ts'
import { planHandlers } from './plans.ts'
import { deviceCheckResultHandlers } from './device-check-results.ts'
import {
  deviceCheckHandlers,
  deviceCheckStepHandlers,
  deviceCheckSwitchHandlers,
} from './device-checks.ts'
import { deviceHandlers } from './devices.ts'
import { dutyHandlers } from './duties.ts'
import { productHandlers } from './products.ts'
import { registerHandlers } from './register.ts'
import { releaseHandlers } from './releases.ts'
import { reportHandlers } from './reports.ts'
import { scriptReportHandlers } from './script-reports.ts'
import { sessionHandlers, signInStepHandlers } from './session.ts'
import { systemHandlers } from './system.ts'
import { savedViewHandlers } from './saved-views.ts'
import type { SignInLimits } from './sign-in-limits.ts'
import { snapshotHandlers } from './snapshots.ts'
import { tokenHandlers } from './tokens.ts'
import { neighbourHandlers } from './neighbours.ts'
import { movedHandlers } from './what-moved.ts'
import { workHandlers } from './work.ts'

/** The handlers of every route; a route without one does not compile. */
export function createHandlers(
  deps: ApiDeps,
  { live, limits }: { live: Live; limits: SignInLimits },
): Handlers {
  const measuring = createMeasuring(deps)
  const readWork = createWorkReader(deps.store)
  const handlers = {
    ...healthHandlers(deps),
    ...firstRunHandlers(deps),
    ...sessionHandlers(deps, limits),
    ...signInStepHandlers(deps, limits),
    ...providerHandlers(deps),
    ...accountHandlers(deps, limits),
    ...mySessionHandlers(deps),
    ...peopleHandlers(deps),
    ...personHandlers(deps),
    ...overviewHandlers(deps, measuring),
    ...planHandlers(deps, measuring),
    ...indicatorHandlers(deps, measuring),
    ...snapshotHandlers(deps),
    ...deviceHandlers(deps),
    ...deviceCheckSwitchHandlers(deps),
    ...deviceCheckHandlers(deps),
    ...deviceCheckStepHandlers(deps),
    ...deviceCheckResultHandlers(deps),
    ...dutyHandlers(deps),
    ...releaseHandlers(deps),
    ...hostHandlers(deps),
    ...hostListHandlers(deps, readWork),
    ...hostNoteHandlers(deps),
    ...agencyHandlers(deps),
    ...auditHandlers(deps),
    ...tokenHandlers(deps),
    ...installHandlers(deps),
    ...apiTokenHandlers(deps),
    ...judgeSettingHandlers(deps),
    ...catalogueHandlers(deps),
    ...productHandlers(deps),
    ...importHandlers(deps),
    ...importTemplateHandlers(deps),
    ...organisationHandlers(deps),
    ...registerHandlers(deps),
    ...neighbourHandlers(deps),
    ...reportHandlers(deps),
    ...savedViewHandlers(deps),
    ...scriptReportHandlers(deps),
    ...movedHandlers(deps),
    ...workHandlers(deps, { measuring, readWork }),
    ...liveHandlers(deps, live),
    ...systemHandlers(deps, live),
  }
  return { ...handlers, ...exportHandlers(deps, handlers, readWork) }
}

import { access } from './vi/access.ts'
import { agentTerminal } from './vi/agent-terminal.ts'
import { audit } from './vi/audit.ts'
import { auditFields } from './vi/audit-fields.ts'
import { auditValues } from './vi/audit-values.ts'
import { collectorTerminal } from './vi/collector-terminal.ts'
import { controls } from './vi/controls.ts'
import { days } from './vi/days.ts'
import { duties } from './vi/duties.ts'
import { exports } from './vi/exports.ts'
import { facts } from './vi/facts.ts'
import { hostNotes } from './vi/host-notes.ts'
import { neighbours } from './vi/neighbours.ts'
import { judgeSettings } from './vi/judge-settings.ts'
import { judging } from './vi/judging.ts'
import { install } from './vi/install.ts'
import { imports } from './vi/imports.ts'
import { meanwhile } from './vi/meanwhile.ts'
import { people } from './vi/people.ts'
import { plans } from './vi/plans.ts'
import { organisations } from './vi/organisations.ts'
import { reasons } from './vi/reasons.ts'
import { refusals } from './vi/refusals.ts'
import { remedies } from './vi/remedies.ts'
import { register } from './vi/register.ts'
import { reports } from './vi/reports.ts'
import { retention } from './vi/retention.ts'
import { screens } from './vi/screens.ts'
import { scriptReports } from './vi/script-reports.ts'
import { serverTerminal } from './vi/server-terminal.ts'
import { scorecard } from './vi/scorecard.ts'
import { services } from './vi/service-defaults.ts'
import { shell } from './vi/shell.ts'
import { snapshots } from './vi/snapshots.ts'
import { startTerminal } from './vi/start-terminal.ts'
import { releases } from './vi/releases.ts'
import { system } from './vi/system.ts'
import { work } from './vi/work.ts'
import { deviceChecks } from './vi/device-checks.ts'
import { deviceRemedies } from './vi/device-remedies.ts'
import { devices } from './vi/devices.ts'
import { words } from './vi/words.ts'

/** Vietnamese is the source: a key that stands here and not in English does not compile. */
export const vi = {
  ...access,
  ...agentTerminal,
  ...audit,
  ...auditFields,
  ...auditValues,
  ...collectorTerminal,
  ...controls,
  ...days,
  ...duties,
  ...exports,
  ...facts,
  ...hostNotes,
  ...neighbours,
  ...judgeSettings,
  ...judging,
  ...imports,
  ...install,
  ...meanwhile,
  ...people,
  ...plans,
  ...organisations,
  ...reasons,
  ...refusals,
  ...remedies,
  ...register,
  ...reports,
  ...retention,
  ...screens,
  ...scorecard,
  ...scriptReports,
  ...serverTerminal,
  ...services,
  ...shell,
  ...snapshots,
  ...startTerminal,
  ...releases,
  ...system,
  ...deviceChecks,
  ...deviceRemedies,
  ...devices,
  ...words,
  ...work,
} as const

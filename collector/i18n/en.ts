import { access } from './en/access.ts'
import { agentTerminal } from './en/agent-terminal.ts'
import { audit } from './en/audit.ts'
import { auditFields } from './en/audit-fields.ts'
import { auditValues } from './en/audit-values.ts'
import { collectorTerminal } from './en/collector-terminal.ts'
import { controls } from './en/controls.ts'
import { days } from './en/days.ts'
import { duties } from './en/duties.ts'
import { exports } from './en/exports.ts'
import { facts } from './en/facts.ts'
import { hostNotes } from './en/host-notes.ts'
import { neighbours } from './en/neighbours.ts'
import { judgeSettings } from './en/judge-settings.ts'
import { judging } from './en/judging.ts'
import { install } from './en/install.ts'
import { imports } from './en/imports.ts'
import { meanwhile } from './en/meanwhile.ts'
import { people } from './en/people.ts'
import { plans } from './en/plans.ts'
import { organisations } from './en/organisations.ts'
import { reasons } from './en/reasons.ts'
import { refusals } from './en/refusals.ts'
import { remedies } from './en/remedies.ts'
import { register } from './en/register.ts'
import { reports } from './en/reports.ts'
import { retention } from './en/retention.ts'
import { screens } from './en/screens.ts'
import { scriptReports } from './en/script-reports.ts'
import { serverTerminal } from './en/server-terminal.ts'
import { scorecard } from './en/scorecard.ts'
import { services } from './en/service-defaults.ts'
import { shell } from './en/shell.ts'
import { snapshots } from './en/snapshots.ts'
import { startTerminal } from './en/start-terminal.ts'
import { releases } from './en/releases.ts'
import { system } from './en/system.ts'
import { work } from './en/work.ts'
import { deviceChecks } from './en/device-checks.ts'
import { deviceRemedies } from './en/device-remedies.ts'
import { devices } from './en/devices.ts'
import { words } from './en/words.ts'
import type { vi } from './vi.ts'

export const en = {
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
} satisfies Record<keyof typeof vi, string>

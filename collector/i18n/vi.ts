import { agentTerminal } from './vi/agent-terminal.ts'
import { collectorTerminal } from './vi/collector-terminal.ts'
import { controls } from './vi/controls.ts'
import { duties } from './vi/duties.ts'
import { facts } from './vi/facts.ts'
import { judgeSettings } from './vi/judge-settings.ts'
import { judging } from './vi/judging.ts'
import { imports } from './vi/imports.ts'
import { plans } from './vi/plans.ts'
import { organisations } from './vi/organisations.ts'
import { reasons } from './vi/reasons.ts'
import { refusals } from './vi/refusals.ts'
import { register } from './vi/register.ts'
import { reports } from './vi/reports.ts'
import { screens } from './vi/screens.ts'
import { snapshots } from './vi/snapshots.ts'
import { startTerminal } from './vi/start-terminal.ts'
import { words } from './vi/words.ts'

/** Vietnamese is the source: a key that stands here and not in English does not compile. */
export const vi = {
  ...agentTerminal,
  ...collectorTerminal,
  ...controls,
  ...duties,
  ...facts,
  ...judgeSettings,
  ...judging,
  ...imports,
  ...plans,
  ...organisations,
  ...reasons,
  ...refusals,
  ...register,
  ...reports,
  ...screens,
  ...snapshots,
  ...startTerminal,
  ...words,
} as const

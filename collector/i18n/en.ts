import { agentTerminal } from './en/agent-terminal.ts'
import { collectorTerminal } from './en/collector-terminal.ts'
import { controls } from './en/controls.ts'
import { duties } from './en/duties.ts'
import { facts } from './en/facts.ts'
import { judgeSettings } from './en/judge-settings.ts'
import { judging } from './en/judging.ts'
import { imports } from './en/imports.ts'
import { plans } from './en/plans.ts'
import { organisations } from './en/organisations.ts'
import { reasons } from './en/reasons.ts'
import { refusals } from './en/refusals.ts'
import { register } from './en/register.ts'
import { reports } from './en/reports.ts'
import { screens } from './en/screens.ts'
import { snapshots } from './en/snapshots.ts'
import { startTerminal } from './en/start-terminal.ts'
import { words } from './en/words.ts'
import type { vi } from './vi.ts'

export const en = {
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
} satisfies Record<keyof typeof vi, string>

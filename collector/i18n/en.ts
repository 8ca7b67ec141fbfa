import { agentTerminal } from './en/agent-terminal.ts'
import { collectorTerminal } from './en/collector-terminal.ts'
import { controls } from './en/controls.ts'
import { facts } from './en/facts.ts'
import { judgeSettings } from './en/judge-settings.ts'
import { judging } from './en/judging.ts'
import { reasons } from './en/reasons.ts'
import { refusals } from './en/refusals.ts'
import { screens } from './en/screens.ts'
import { startTerminal } from './en/start-terminal.ts'
import { words } from './en/words.ts'
import type { vi } from './vi.ts'

export const en = {
  ...agentTerminal,
  ...collectorTerminal,
  ...controls,
  ...facts,
  ...judgeSettings,
  ...judging,
  ...reasons,
  ...refusals,
  ...screens,
  ...startTerminal,
  ...words,
} satisfies Record<keyof typeof vi, string>

import { agentTerminal } from './en/agent-terminal.ts'
import { collectorTerminal } from './en/collector-terminal.ts'
import { facts } from './en/facts.ts'
import { reasons } from './en/reasons.ts'
import { refusals } from './en/refusals.ts'
import { screens } from './en/screens.ts'
import { startTerminal } from './en/start-terminal.ts'
import type { vi } from './vi.ts'

export const en = {
  ...agentTerminal,
  ...collectorTerminal,
  ...facts,
  ...reasons,
  ...refusals,
  ...screens,
  ...startTerminal,
} satisfies Record<keyof typeof vi, string>

import { agentTerminal } from './vi/agent-terminal.ts'
import { collectorTerminal } from './vi/collector-terminal.ts'
import { facts } from './vi/facts.ts'
import { reasons } from './vi/reasons.ts'
import { refusals } from './vi/refusals.ts'
import { screens } from './vi/screens.ts'
import { startTerminal } from './vi/start-terminal.ts'

/** Vietnamese is the source: a key that stands here and not in English does not compile. */
export const vi = {
  ...agentTerminal,
  ...collectorTerminal,
  ...facts,
  ...reasons,
  ...refusals,
  ...screens,
  ...startTerminal,
} as const

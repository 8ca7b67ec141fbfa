import { agentTerminal } from './vi/agent-terminal.ts'
import { collectorTerminal } from './vi/collector-terminal.ts'
import { controls } from './vi/controls.ts'
import { facts } from './vi/facts.ts'
import { judgeSettings } from './vi/judge-settings.ts'
import { judging } from './vi/judging.ts'
import { reasons } from './vi/reasons.ts'
import { refusals } from './vi/refusals.ts'
import { screens } from './vi/screens.ts'
import { startTerminal } from './vi/start-terminal.ts'
import { words } from './vi/words.ts'

/** Vietnamese is the source: a key that stands here and not in English does not compile. */
export const vi = {
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
} as const

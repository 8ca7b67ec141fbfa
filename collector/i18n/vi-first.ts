import { controls } from './vi/controls.ts'
import { judgeSettings } from './vi/judge-settings.ts'
import { scorecard } from './vi/scorecard.ts'
import { screens } from './vi/screens.ts'
import { shell } from './vi/shell.ts'
import { words } from './vi/words.ts'

/** What the overview and everything around it say: all that a browser loads of this language before figures stand. */
export const viFirst = {
  ...controls,
  ...judgeSettings,
  ...scorecard,
  ...screens,
  ...shell,
  ...words,
} as const

import { controls } from './en/controls.ts'
import { judgeSettings } from './en/judge-settings.ts'
import { scorecard } from './en/scorecard.ts'
import { screens } from './en/screens.ts'
import { shell } from './en/shell.ts'
import { words } from './en/words.ts'
import type { viFirst } from './vi-first.ts'

/** What the overview and everything around it say: all that a browser loads of this language before figures stand. */
export const enFirst = {
  ...controls,
  ...judgeSettings,
  ...scorecard,
  ...screens,
  ...shell,
  ...words,
} satisfies Record<keyof typeof viFirst, string>

import { useIsFetching } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useSpokenTexts } from '../spoken-texts.ts'

/** What the first screen leaves out, and nobody should wait for once they press its button. */
const lateParts = [
  () => import('../parts/hint-bubble.tsx'),
  () => import('../parts/opened-export.tsx'),
  () => import('./day-panel.tsx'),
  () => import('./user-menu-panel.tsx'),
  () => import('./sign-in-again.tsx'),
  () => import('./palette/palette.tsx'),
  () => import('./shortcuts-help.tsx'),
]

/** For so long nothing has to be on its way before they are loaded. */
const quietMs = 1_000

/**
 * Loads the late parts of the console, and all texts, when the first screen stands and the line is free. What cannot be
 * loaded now is tried again when it is asked for.
 */
export function useLateParts() {
  const isBusy = useIsFetching() > 0
  const spokenTexts = useSpokenTexts()
  useEffect(() => {
    if (isBusy) return
    const timer = setTimeout(() => {
      const loads = [spokenTexts.loadAll(), ...lateParts.map((load) => load())]
      void Promise.allSettled(loads)
    }, quietMs)
    return () => clearTimeout(timer)
  }, [isBusy, spokenTexts])
}

import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { isComposing, isShortcut } from '../keys.ts'
import { useMay } from '../permission.ts'
import { placesFor, type Place } from './places.ts'
import { commandOf, goWaitMs } from './shortcuts.ts'

type Opens = { readonly openPalette: () => void; readonly openHelp: () => void }

/** Listens for the shortcuts of the console, after every screen had its turn with the key. */
export function useShortcuts(opens: Opens) {
  const navigate = useNavigate()
  const mayGo = placesFor(useMay())
  // Between the two keys of a way the frame may be drawn anew; what was pressed must not be forgotten by that.
  const latest = useRef<Opens & { readonly places: readonly Place[] }>({ ...opens, places: mayGo })
  useEffect(() => {
    latest.current = { ...opens, places: mayGo }
  }, [opens, mayGo])

  useEffect(() => {
    let goingUntilMs = 0
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isComposing(event) || isDialogOpen()) return
      const isGoing = event.timeStamp < goingUntilMs
      const command = commandOf(event, { isFree: isShortcut(event), isGoing })
      goingUntilMs = 0
      if (command === null) return
      if (command.kind === 'go') {
        goingUntilMs = event.timeStamp + goWaitMs
        return
      }
      if (command.kind === 'place') {
        const [first] = latest.current.places.find(({ key }) => key === command.key)?.screens ?? []
        if (!first) return
        event.preventDefault()
        void navigate({ to: first.to })
        return
      }
      event.preventDefault()
      if (command.kind === 'help') latest.current.openHelp()
      else latest.current.openPalette()
    }
    // On the window, so that a search field of the screen, which listens on the document, takes `/` first.
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [navigate])
}

const isDialogOpen = () => document.querySelector('[role=dialog][aria-modal=true]') !== null

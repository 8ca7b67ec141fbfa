import { useEffect, useRef, useState, type ComponentType } from 'react'

/**
 * A part that is loaded when it is first asked for; null until it is there. Where it cannot be loaded nothing happens, and
 * the next time it is asked for it is tried again.
 */
export function useLate<Props>(
  load: () => Promise<ComponentType<Props>>,
): [part: ComponentType<Props> | null, ask: () => void] {
  const [part, setPart] = useState<ComponentType<Props> | null>(null)
  const ask = () =>
    void load().then(
      (loaded) => setPart(() => loaded),
      () => undefined,
    )
  return [part, ask]
}

/** For a panel that has just been loaded because its button was pressed: opens it, the focus on the button as before. */
export function useOpenedAtOnce() {
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    button.current?.focus()
    setOpen(true)
  }, [])
  return { button, isOpen, setOpen }
}

import { useEffect } from 'react'

const dialogs = '[role="dialog"], [role="alertdialog"]'

/**
 * Gives the focus back to what opened a dialog when the dialog is gone; where that is gone too, to the screen.
 * Dialogs are put into the page opened and taken out of it, which leaves the focus on nothing.
 */
export function useFocusReturn(): void {
  useEffect(() => {
    let opener: HTMLElement | null = null
    let isInDialog = false
    const remember = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return
      isInDialog = target.closest(dialogs) !== null
      if (!isInDialog) opener = target
    }
    const giveBack = () => {
      if (!isInDialog || document.activeElement !== document.body) return
      if (document.querySelector(dialogs) !== null) return
      isInDialog = false
      const to = opener?.isConnected ? opener : document.querySelector<HTMLElement>('#main')
      to?.focus()
    }
    const watch = new MutationObserver(giveBack)
    watch.observe(document.body, { childList: true, subtree: true })
    document.addEventListener('focusin', remember)
    return () => {
      watch.disconnect()
      document.removeEventListener('focusin', remember)
    }
  }, [])
}

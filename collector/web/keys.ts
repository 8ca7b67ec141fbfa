/** What browsers give as the code of every key while an input method is at work. */
const composingKeyCode = 229

/** True while an input method puts a letter together; its keys are nobody else's. */
export function isComposing(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === composingKeyCode
}

/** True while the keys belong to a field, to an input method, or to a shortcut of the browser. */
export function isTypingIn(event: KeyboardEvent): boolean {
  if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return true
  const target = event.target
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input, textarea, select')
}

const storageKey = 'khien-single-keys'

/** Whether a key alone is a shortcut in this browser; whoever steers by voice can turn that off (WCAG 2.1.4). */
export const hasSingleKeys = () => localStorage.getItem(storageKey) !== 'off'

/** Remembers for this browser whether a key alone is a shortcut. */
export function rememberSingleKeys(isOn: boolean) {
  if (isOn) localStorage.removeItem(storageKey)
  else localStorage.setItem(storageKey, 'off')
}

/** True where a key alone may be a shortcut of the console. */
export const isShortcut = (event: KeyboardEvent) => !isTypingIn(event) && hasSingleKeys()

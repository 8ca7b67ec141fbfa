/** What a key asks the console for. `go` waits for the key of a place. */
export type Command =
  | { readonly kind: 'palette' | 'search' | 'help' | 'go' }
  | { readonly kind: 'place'; readonly key: string }

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>

/** How long `g` waits for the key of a place. */
export const goWaitMs = 1500

/**
 * The command of a key; null: none. `isFree` is false while the keys belong to a field; the palette opens from there
 * all the same.
 */
export function commandOf(
  { key, ctrlKey, metaKey }: Key,
  { isFree, isGoing }: { readonly isFree: boolean; readonly isGoing: boolean },
): Command | null {
  if ((ctrlKey || metaKey) && key.toLowerCase() === 'k') return { kind: 'palette' }
  if (!isFree) return null
  if (isGoing) return { kind: 'place', key: key.toLowerCase() }
  if (key === '/') return { kind: 'search' }
  if (key === '?') return { kind: 'help' }
  return key === 'g' ? { kind: 'go' } : null
}

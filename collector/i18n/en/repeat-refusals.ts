import type { repeatRefusalTexts as vi } from '../vi/repeat-refusals.ts'

/** The same texts in English. */
export const repeatRefusalTexts = {
  'refusal.REPEAT_OF_ANOTHER':
    'What was sent before under this key had another content. Open the list to see what was saved then, and send this under a new key.',
  'refusal.REPEAT_UNDER_WAY':
    'What was sent before is still being worked on, so nothing was done this time. Press again in {retryAfterSeconds} seconds.',
  'refusal.REPEAT_DONE':
    'This was done when it was sent before (id {id}). Its answer is not kept because it may hold a password or a secret that is shown once. Find it in the list and reset its password, or revoke it and make another.',
  'refusal.REPEAT_UNKNOWN':
    'What was sent before was interrupted; whether it was saved is not known. Open the list to see; if it is not there, press again.',
} as const satisfies Record<keyof typeof vi, string>

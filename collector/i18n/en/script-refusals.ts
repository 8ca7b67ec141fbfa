import type { scriptRefusalTexts as vi } from '../vi/script-refusals.ts'

/** What is wrong with the report of a machine that reports by script. */
export const scriptRefusalTexts = {
  'refusal.SCRIPT_REPORT_INVALID':
    'This file is not a whole report made by the script for legacy machines ({detail}). Copy it from the machine again.',
  'refusal.SCRIPT_REPORT_TOO_LARGE':
    'The report exceeds the limit of {bytesMax} bytes and was not taken. Choose the file that the script made.',
  'refusal.SCRIPT_REPORT_OLDER':
    'The collector already has this report of {hostname}, or a newer one. Nothing has changed.',
  'refusal.SCRIPT_KEY_SHARED':
    'The key of {hostname} is used on other hardware. Delete the key file of the script on the copied machine and run it again.',
} as const satisfies Record<keyof typeof vi, string>

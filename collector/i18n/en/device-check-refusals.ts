import type { deviceCheckRefusals as vi } from '../vi/device-check-refusals.ts'

/** Sentences of what can be wrong with an authorisation of checks of devices. */
export const deviceCheckRefusals = {
  'refusal.DEVICE_CHECK_NOT_FOUND':
    'There is no such authorisation of checks of devices, or it lies outside what you may see.',
  'refusal.DEVICE_CHECK_NOT_AT_STEP': 'This step is not possible: the authorisation is elsewhere.',
  'refusal.DEVICE_CHECK_REASON_MISSING': 'Say why you do not agree.',
  'refusal.DEVICE_CHECK_DEVICE_UNFIT':
    'The device {device} cannot be named: it has to be in the register of this agency, under review or cleared, with' +
    ' a private address and a real MAC address.',
  'refusal.DEVICE_CHECK_HOST_UNFIT':
    'This machine cannot check: it has to run an agent and belong to this very agency.',
  'refusal.DEVICE_CHECK_TOO_WIDE':
    'The authorisation exceeds its limits at “{detail}”: a private subnet no wider than /22, every device within it' +
    ' and named once, https with the fingerprint of its certificate, at most 92 days.',
  'refusal.DEVICE_CHECK_EXPIRED': 'The authorisation ended on {day}; draft a new one.',
  'refusal.DEVICE_CHECK_NO_KEY':
    'This collector knows no public key of device checks. Set KHIEN_DEVICE_CHECK_KEYS and start it again.',
  'refusal.DEVICE_CHECK_NOT_SIGNED':
    'File not taken: no key of KHIEN_DEVICE_CHECK_KEYS has signed this text.',
  'refusal.DEVICE_CHECK_SIGNED_OTHERWISE':
    'File not taken: what is signed differs from what the agency agreed to at “{detail}”.',
  'refusal.DEVICE_CHECK_OLDER':
    'File not taken: this machine has authorisation {held}, which is newer than {sequence}.',
} as const satisfies Record<keyof typeof vi, string>

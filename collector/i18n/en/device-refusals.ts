import type { deviceRefusalTexts as vi } from '../vi/device-refusals.ts'

/** What is wrong with the review of a device. */
export const deviceRefusalTexts = {
  'refusal.DEVICE_NOT_FOUND':
    'There is no such device in the register, or it lies outside your part.',
  'refusal.DEVICE_CHECKLIST_OPEN':
    '{open} of {asked} points are open; settle all of them before the device is cleared.',
  'refusal.DEVICE_ITEM_NOT_ASKED': '“{item}” is not asked of this kind of device.',
  'refusal.DEVICE_NOTE_MISSING':
    'Write down why: the device is refused, or something does not apply to it.',
} as const satisfies Record<keyof typeof vi, string>

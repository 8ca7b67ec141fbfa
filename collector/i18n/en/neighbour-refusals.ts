import type { neighbourRefusalTexts as vi } from '../vi/neighbour-refusals.ts'

/** What is wrong with a device that was seen on the network. */
export const neighbourRefusalTexts = {
  'refusal.NEIGHBOUR_NOT_FOUND': 'No device {mac} was seen on the network of this agency.',
} as const satisfies Record<keyof typeof vi, string>

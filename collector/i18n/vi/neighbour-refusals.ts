import type { neighbourRefusals } from '#protocol/neighbour-refusals.ts'

/** What is wrong with a device that was seen on the network. */
export const neighbourRefusalTexts = {
  'refusal.NEIGHBOUR_NOT_FOUND': 'Không thấy thiết bị {mac} trên mạng của cơ quan này.',
} as const satisfies Record<`refusal.${keyof typeof neighbourRefusals}`, string>

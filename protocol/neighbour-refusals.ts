/** What can be wrong with a device that was seen on the network. Spread into `refusalTable`. */
export const neighbourRefusals = {
  NEIGHBOUR_NOT_FOUND: { status: 404, close: null },
} as const

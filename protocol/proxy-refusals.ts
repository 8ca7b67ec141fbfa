/** What stands in the way of an agent that goes through a proxy; said on its machine alone. Spread into `refusalTable`. */
export const proxyRefusals = {
  PROXY_UNREACHABLE: { status: 503, close: null },
  PROXY_WANTS_CREDENTIALS: { status: 407, close: null },
  PROXY_NOT_BASIC: { status: 407, close: null },
  PROXY_REFUSED: { status: 403, close: null },
  PROXY_CANNOT_REACH: { status: 502, close: null },
  PROXY_NOT_A_PROXY: { status: 502, close: null },
  PROXY_INTERCEPTS: { status: 403, close: null },
} as const

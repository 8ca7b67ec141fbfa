/** The four states of a control on a host, a device, a LAN, an agency. There is no fifth, and unknown is never met. */
export const verdictStates = ['met', 'unmet', 'unknown', 'not-applicable'] as const
export type VerdictState = (typeof verdictStates)[number]

import { z } from 'zod'
import { pin } from './frames.ts'
import { Refusal } from './refusals.ts'

const prefix = 'khien1.'

/** All that an agent needs to find and trust its collector: one line to paste. */
export const joinTicket = z.strictObject({
  /** `host:port`; the TLS name that the agent asks for is fixed and not part of it. */
  address: z
    .string()
    .regex(/^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):[0-9]{1,5}$/)
    .max(260),
  token: z.string().regex(/^[a-z2-7]{32}$/),
  /** The collector's authority, now and next: a renewal cuts nobody off. */
  pins: z.tuple([pin, pin]),
})
export type JoinTicket = z.infer<typeof joinTicket>

export function encodeJoin(join: JoinTicket): string {
  const json = btoa(JSON.stringify(joinTicket.parse(join)))
  return prefix + json.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** @throws Refusal JOIN_STRING_INVALID when it was cut, mistyped or is something else. */
export function decodeJoin(joined: string): JoinTicket {
  const trimmed = joined.trim()
  if (!trimmed.startsWith(prefix)) throw new Refusal('JOIN_STRING_INVALID')
  try {
    const body = trimmed.slice(prefix.length).replaceAll('-', '+').replaceAll('_', '/')
    return joinTicket.parse(JSON.parse(atob(body)))
  } catch {
    throw new Refusal('JOIN_STRING_INVALID')
  }
}

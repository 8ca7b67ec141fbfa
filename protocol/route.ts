import type { z } from 'zod'
import type { Access } from './access.ts'

/** A caller that did not get the answer sends this again with the same value, and nothing is done twice. */
export const repeatHeader = 'idempotency-key'
/** Long enough that no two are the same by chance. */
export const repeatKeyForm = /^[\w-]{16,64}$/

/**
 * What the same POST of the same caller under the same `repeatHeader` gives within a day.
 * 'answered': what the first was answered, and nothing is done.
 * `tells`: the answer holds a secret, which is not kept, so the second is refused with the id of this part of it.
 * 'harmless': it is done again; nothing comes of that.
 */
export type Repeat = 'answered' | 'harmless' | { readonly tells: string }

/** One HTTP route. Server, browser and the OpenAPI document are all made from it. */
export type Route = RouteParts &
  (
    | { readonly method: 'GET' | 'DELETE'; readonly repeat?: never }
    | { readonly method: 'POST'; readonly repeat: Repeat }
  )

type RouteParts = {
  readonly path: `/api/${string}`
  /** Who may call it; `public` needs neither session nor token. */
  readonly access: Access
  /** About a person's own session or account: a token of the API may not call it, whatever its role. */
  readonly isOfSession?: true
  readonly summary: string
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodObject
  /** What a body may hold where that is more than bodies usually may. */
  readonly bodyBytesMax?: number
  readonly output: z.ZodType
  /** `text/event-stream` instead of JSON; `output` then describes one event. */
  readonly isStream?: true
  /** The body is a file of at most so many bytes, as application/octet-stream. */
  readonly takesBytesMax?: number
  /** The answer is a file; `output` says nothing of it. */
  readonly isFile?: true
  /** Of a file whose type is always the same. */
  readonly fileType?: string
}

import type { z } from 'zod'
import type { Role } from './views.ts'

/** One HTTP route. Server, browser and the OpenAPI document are all made from it. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: `/api/${string}`
  /** The least role that may call it; `public` needs no session. */
  readonly role: 'public' | Role
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
}

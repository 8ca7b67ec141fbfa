import { z } from 'zod'
import { limits } from '../limits.ts'
import { maybe, text } from '../values.ts'
import { dayMs, defineFacts, hourMs } from './spec.ts'

export const remoteAccess = defineFacts({
  id: 'remote-access',
  summary: 'Ways into this machine from afar: SMBv1, remote desktop, remote-control programs.',
  platforms: ['linux', 'windows'],
  cadenceMs: hourMs,
  validForMs: 2 * dayMs,
  facts: z.strictObject({
    /** Whether the file server answers SMBv1. `absent`: no file server that could is installed. */
    smb1Server: maybe(z.enum(['on', 'off', 'absent'])),
    /** Null: this system has no remote desktop, or it is switched off. */
    remoteDesktop: maybe(
      z
        .strictObject({
          port: z.int().min(1).max(65_535),
          /** Network Level Authentication: the caller is checked before a desktop is made. */
          requiresNetworkAuthentication: maybe(z.boolean()),
        })
        .nullable(),
    ),
    /** Programs by which somebody elsewhere may see and use this screen, sorted by id. */
    tools: maybe(
      z
        .array(z.strictObject({ id: text(40), name: text(80), isRunning: maybe(z.boolean()) }))
        .max(limits.remoteToolsMax),
    ),
  }),
})

import { z } from 'zod'
import { limits } from '../limits.ts'
import { maybe, text } from '../values.ts'
import { dayMs, defineFacts } from './spec.ts'

const bytes = z.int().min(0)

export const hardware = defineFacts({
  id: 'hardware',
  summary: 'What the machine is: maker, serial number, memory, disks, network cards.',
  platforms: ['linux', 'windows', 'macos'],
  cadenceMs: dayMs,
  validForMs: 30 * dayMs,
  facts: z.strictObject({
    manufacturer: maybe(text(120).nullable()),
    model: maybe(text(120).nullable()),
    serial: maybe(text(120).nullable()),
    assetTag: maybe(text(120).nullable()),
    /** SMBIOS chassis in words; decides between workstation, server and end device. */
    chassis: maybe(z.enum(['desktop', 'laptop', 'server', 'virtual', 'container', 'other'])),
    cpu: maybe(z.strictObject({ model: text(120), cores: z.int().min(1).max(4096) })),
    memoryBytes: maybe(bytes),
    disks: maybe(
      z
        .array(z.strictObject({ name: text(60), model: text(120).nullable(), sizeBytes: bytes }))
        .max(limits.disksMax),
    ),
    /** Physical and virtual cards that carry an address; loopback and container bridges are left out. */
    interfaces: maybe(
      z
        .array(
          z.strictObject({
            name: text(60),
            mac: z
              .string()
              .regex(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/)
              .nullable(),
            isPhysical: z.boolean(),
            addresses: z.array(text(60)).max(16),
          }),
        )
        .max(limits.interfacesMax),
    ),
  }),
})

import { z } from 'zod'
import { maybe, platform, text } from '../values.ts'
import { dayMs, defineFacts } from './spec.ts'

export const os = defineFacts({
  id: 'os',
  summary: 'Which operating system release this is; the collector knows its support dates.',
  platforms: ['linux', 'windows', 'macos'],
  cadenceMs: dayMs / 24,
  validForMs: 7 * dayMs,
  facts: z.strictObject({
    platform,
    /** As the system calls itself, e.g. `Debian GNU/Linux 12 (bookworm)`. */
    name: text(120),
    /** Key into the support catalogue: `ID` of os-release, or `windows`, `windows-server`, `macos`. */
    distribution: text(40),
    /** `VERSION_ID` of os-release, or `10-22h2`, `2019`. Null: a rolling release that has none. */
    version: text(40).nullable(),
    /** `EditionID` on Windows; null elsewhere. */
    edition: text(60).nullable(),
    /** Windows build and update revision, e.g. 19045 and 4780; null elsewhere. */
    build: z.strictObject({ number: z.int().min(0), revision: z.int().min(0) }).nullable(),
    kernel: text(120),
    architecture: text(20),
    hostname: text(255),
    /** What the installation is for, from its own marks; `container` and `wsl` share another system's kernel. */
    installation: maybe(z.enum(['server', 'client', 'container', 'wsl'])),
    /**
     * Whether Windows is activated: `grace` and `notification` are not. Null: a system that needs no activation.
     * Source: SoftwareLicensingProduct.LicenseStatus.
     */
    activation: maybe(z.enum(['activated', 'grace', 'notification', 'not-activated']).nullable()),
    /** Support bought or attached beyond the standard one, e.g. `ubuntu-pro`, `esu`. Empty: looked, none. */
    supportPrograms: maybe(z.array(text(40)).max(8)),
  }),
})

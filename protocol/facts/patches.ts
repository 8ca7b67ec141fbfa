import { z } from 'zod'
import { limits } from '../limits.ts'
import { epochMs, maybe, text } from '../values.ts'
import { dayMs, defineFacts, hourMs } from './spec.ts'

/** Signs on which Windows and Linux themselves act. */
export const strongRebootSigns = [
  'packages',
  'kernel',
  'component-servicing',
  'windows-update',
  'update-executable',
  'computer-rename',
] as const
const weakRebootSigns = ['file-renames'] as const

export const patches = defineFacts({
  id: 'patches',
  summary: 'Security updates that wait, and how old the lists are from which that was computed.',
  platforms: ['linux', 'windows'],
  cadenceMs: hourMs,
  validForMs: 2 * dayMs,
  facts: z.strictObject({
    manager: z.enum(['apt', 'dnf', 'zypper', 'windows-update']),
    /**
     * Installed packages for which a newer one stands in a security list. Available, not installable:
     * pinning, holds and phased updates are not weighed.
     */
    securityUpdatesAvailable: maybe(z.int().min(0)),
    /** The first of them by name, as evidence. */
    securityPackages: z.array(text(120)).max(limits.securityPackagesMax),
    /** The security lists themselves. Empty: no security source is configured. */
    securityLists: maybe(
      z
        .array(
          z.strictObject({
            name: text(200),
            /** `Date:` of the list, as the publisher signed it. */
            releasedAtMs: epochMs.nullable(),
            /** `Valid-Until:` of the list; null: the publisher states none. */
            validUntilMs: epochMs.nullable(),
            /** When this machine last fetched or confirmed it, to the hour. */
            fetchedAtMs: epochMs.nullable(),
          }),
        )
        .max(32),
    ),
    /** When any package was last upgraded. Null: the log reaches back and shows none. */
    lastUpgradeAtMs: maybe(epochMs.nullable()),
    /** Signs that a restart is due; empty: none is. */
    rebootReasons: maybe(z.array(z.enum(strongRebootSigns)).max(strongRebootSigns.length)),
    /** Signs that any installer leaves behind, e.g. renamed files; they prove nothing. */
    weakRebootSigns: maybe(z.array(z.enum(weakRebootSigns)).max(weakRebootSigns.length)),
    automaticUpdates: maybe(z.enum(['on', 'off'])),
    /** What only Windows knows; null elsewhere. */
    windows: z
      .strictObject({
        /** The last cumulative update. Null: looked, and none is recorded. `kb` is null where only its date is known. */
        cumulativeUpdate: maybe(
          z.strictObject({ kb: text(20).nullable(), installedAtMs: epochMs }).nullable(),
        ),
        /** The last search for updates and the last installation that Windows itself recorded; null: none. */
        lastSearchAtMs: maybe(epochMs.nullable()),
        lastInstallAtMs: maybe(epochMs.nullable()),
        /** Host name of the WSUS server that policy sets; null: none, updates come from Microsoft. */
        wsusServer: maybe(text(120).nullable()),
      })
      .nullable(),
  }),
})

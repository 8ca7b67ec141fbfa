import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openReleaseTrust } from '#agent/update/trust.ts'
import { Updates, type Part, type Want } from '#agent/update/updates.ts'
import { openSigningKey } from '#scripts/signing-key.ts'
import { clockWrongBy, keptLog } from '#tests/support/agent-parts.ts'
import { until } from '#tests/support/processes.ts'
import { offerOf } from './machine.ts'

/** The bytes of one part: what an agent is served at once. */
export const partBytes = 4_096

export type Offered = {
  readonly version: string
  readonly manifest: string
  readonly packs: Buffer
}

/** Lays a key that signs releases into a folder and gives its public half. */
export function layReleaseKey(folder: string): string {
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' })
  writeFileSync(join(folder, 'release.pem'), pem, { mode: 0o600 })
  return openSigningKey(join(folder, 'release.pem')).publicKey
}

/** A release of more than five parts, signed by the key that lies in the folder. */
export function makeOffered(folder: string, version: string, sequence: number): Offered {
  const files = [join(folder, version, 'khien-agent')]
  mkdirSync(join(folder, version))
  // What does not shrink, so that it comes in several parts.
  writeFileSync(files[0] ?? '', randomBytes(5 * partBytes))
  const { manifest, packs } = offerOf(folder, { files, version, sequence })
  return { version, manifest, packs: readFileSync(packs) }
}

/** The updates of an agent of this version as its launcher starts it, and what it asks for. */
export function startUpdates(here: {
  readonly folder: string
  readonly keys: readonly string[]
  readonly version: string
  readonly platform?: string
}) {
  const { folder, keys, platform = 'linux-x64', version } = here
  const wants: Want[] = []
  let restarts = 0
  const updates = new Updates({
    folder,
    version,
    platform,
    isLaunched: true,
    trust: openReleaseTrust({ folder, compiled: keys, log: keptLog() }),
    clock: clockWrongBy(0),
    log: keptLog(),
    restart: () => void (restarts += 1),
  })
  updates.begin()
  const offer = ({ manifest }: Offered) =>
    updates.offered({ type: 'release', manifest, statements: [] }, (want) => void wants.push(want))
  return { updates, wants, offer, restarts: () => restarts }
}
export type OfferedAgent = ReturnType<typeof startUpdates>

/** Answers the newest want by the bytes of a release; false: nothing was asked for. */
export function serveOne({ updates, wants }: OfferedAgent, { packs }: Offered): boolean {
  const want = wants.pop()
  if (!want) return false
  const bytes = packs.subarray(want.offset, want.offset + partBytes).toString('base64url')
  const part: Part = { type: 'part', ...want, kind: 'release', bytes }
  updates.arrived(part)
  return true
}

/** Serves a release to its end and waits until the agent has switched to it. */
export async function serveAll(agent: OfferedAgent, offered: Offered): Promise<void> {
  while (serveOne(agent, offered));
  await until('the switch', () => agent.restarts() > 0)
}

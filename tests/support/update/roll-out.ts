import { join } from 'node:path'
import { pino } from 'pino'
import { firstPlan } from '#domain/rollout.ts'
import { openStoreBeside } from '#store/open.ts'
import { readReleases, startRelease } from '#store/releases/releases.ts'
import { runProduct } from '#tests/support/processes.ts'

/** Hands a release to a running collector, as an administrator does, and offers it to every computer at once. */
export async function rollOutToAll(given: {
  readonly dataDir: string
  readonly port: number
  readonly file: string
  readonly publicKey: string
}): Promise<void> {
  const { dataDir, file, port, publicKey } = given
  const settings = {
    KHIEN_DATA_DIR: dataDir,
    KHIEN_PORT: String(port),
    KHIEN_RELEASE_KEYS: publicKey,
  }
  const added = await runProduct('collector', ['release', 'add', file], settings)
  if (added.exitCode !== 0) throw new Error(`release add: ${JSON.stringify(added)}`)
  const log = pino({ level: 'silent' })
  const store = await openStoreBeside({ url: null, file: join(dataDir, 'khien.sqlite'), log })
  const held = (await readReleases(store.db)).find(({ state }) => state === 'held')
  if (!held) throw new Error('no release is held')
  const by = { actor: 'command', address: null, nowMs: Date.now() }
  await startRelease(store.db, { ...held, plan: { ...firstPlan, percents: [100] } }, by)
  await store.close()
}

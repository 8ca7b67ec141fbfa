import { expect, onTestFinished, test } from 'vitest'
import { openContexts } from '#collector/contexts.ts'
import type { Store } from '#collector/deps.ts'
import { productContext } from '#domain/context.ts'
import { importCatalogue } from '#store/catalogues.ts'
import { decideSetting, listDecisions } from '#store/judge-settings.ts'
import { onEachDatabase, quietLog } from '#tests/support/databases.ts'
import { until } from '#tests/support/processes.ts'
import { daysBefore } from '#tests/support/seed.ts'
import { newSigner, signedCatalogue } from '#tests/support/signed-catalogue.ts'

const by = { actor: 'user a', author: 'a', address: null, nowMs: daysBefore(1) }

async function decide(store: Store, value: number): Promise<void> {
  const before = { key: 'patchGraceDays', value: 14, author: null, decidedOn: null } as const
  const newest = await listDecisions(store.db, null)
  const expectedRevision = newest[0]?.revision ?? 0
  const wanted = { key: 'patchGraceDays', value, note: null, expectedRevision } as const
  await decideSetting(store, wanted, { ...by, before })
}

async function open(store: Store, everyMs?: number) {
  const contexts = await openContexts({ store, log: quietLog }, everyMs)
  onTestFinished(() => contexts.close())
  let changes = 0
  contexts.subscribe(() => (changes += 1))
  return { ...contexts, changes: () => changes }
}

onEachDatabase((fresh) => {
  test('a collector starts with what was decided before', async () => {
    const store = await (await fresh()).open()
    await decide(store, 30)
    const { current } = await open(store)
    expect(current().settings.patchGraceDays).toMatchObject({ value: 30, author: 'a' })
  })

  test('what changed is told once, and what did not is not told', async () => {
    const store = await (await fresh()).open()
    const contexts = await open(store)
    await contexts.reload()
    expect(contexts.changes()).toBe(0)
    expect(contexts.current().revision).toBe(productContext.revision)
    await decide(store, 30)
    await Promise.all([contexts.reload(), contexts.reload()])
    expect(contexts.changes()).toBe(1)
    expect(contexts.current().revision).not.toBe(productContext.revision)
  })

  test('what another collector on the same database decided is taken up by itself', async () => {
    const store = await (await fresh()).open()
    const contexts = await open(store, 20)
    await decide(store, 30)
    await until('the other decision', () => contexts.changes() === 1)
    expect(contexts.current().settings.patchGraceDays.value).toBe(30)
  })

  test('a signed catalogue with the rows that ship is told too: agents have to hear of it', async () => {
    const store = await (await fresh()).open()
    const contexts = await open(store)
    const { privateKey, publicKey } = newSigner()
    await importCatalogue(store.db, signedCatalogue(privateKey), { ...by, keys: [publicKey] })
    await contexts.reload()
    expect(contexts.changes()).toBe(1)
    expect(contexts.catalogue('antivirus-products')?.sequence).toBe(2)
    expect(contexts.catalogue('os-support')).toBe(null)
    expect(contexts.current().revision).toBe(productContext.revision)
  })
})

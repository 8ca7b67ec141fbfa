import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { headOnPaper } from '#collector/commands/verify.ts'
import type { Store } from '#collector/deps.ts'
import { recordAudit } from '#store/audit.ts'
import { openStore } from '#store/open.ts'
import { quietLog } from '#tests/support/databases.ts'
import { runProduct, temporaryFolder } from '#tests/support/processes.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let hash: string

async function withStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  const file = join(folder.path, 'khien.sqlite')
  const store = await openStore({ url: null, file, log: quietLog })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

beforeAll(async () => {
  folder = await temporaryFolder()
  hash = await withStore(async ({ db }) => {
    for (let index = 1; index <= 5; index += 1) {
      const entry = { actor: 'user an', action: 'create-agency', subject: `a${index}` }
      await recordAudit(db, { ...entry, address: null, atMs: 1_795_000_000_000 + index * 60_000 })
    }
    const third = db.selectFrom('audit').select('hash').where('id', '=', 3)
    return (await third.executeTakeFirstOrThrow()).hash
  })
})
afterAll(() => folder.remove())

const verify = (...args: string[]) =>
  runProduct('collector', ['verify', ...args], { KHIEN_DATA_DIR: folder.path })

/** A process of its own takes seconds on a busy machine. */
const timeout = 120_000

test(
  'a chain that is whole ends with 0, prints its head, and compares one from paper',
  { timeout },
  async () => {
    const { exitCode, output } = await verify('--head', `3: ${hash.slice(0, 16).toUpperCase()}`)
    expect([exitCode, output]).toEqual([0, expect.stringContaining('Head of the audit: 5:')])
    expect(output).toContain('5 entries of the audit checked: all are as they were written.')
    expect(output).toContain('is that of entry 3')
  },
)

test(
  'heads on paper that differ, or are of entries that are no more, end with 3',
  { timeout },
  async () => {
    const heads = ['--head', `3:${'0'.repeat(64)}`, '--head', `9:${hash}`]
    const { exitCode, output } = await verify(...heads)
    expect(exitCode).toBe(3)
    expect(output).toContain('Audit, entry 3: differs')
    expect(output).toContain('Audit, entry 9: was removed')
  },
)

test.each(['3:abc', 'abc', ':', `0:${'a'.repeat(64)}`, `3:${'g'.repeat(64)}`])(
  '%s is no head',
  (text) => {
    expect(headOnPaper.safeParse(text).success).toBe(false)
  },
)

test(
  'an altered entry is named with its time, and the command ends with 3',
  { timeout },
  async () => {
    await withStore(({ db }) =>
      db.updateTable('audit').set({ actor: 'user khác' }).where('id', '=', 2).execute(),
    )
    const { exitCode, output } = await verify()
    expect(exitCode).toBe(3)
    expect(output).toMatch(/Audit, entry 2 \(\d\d\/11\/2026 \d\d:\d\d\): was altered/)
  },
)

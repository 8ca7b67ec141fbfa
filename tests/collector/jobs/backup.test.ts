import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { backup } from '#collector/jobs/backup.ts'
import type { EpochMs } from '#protocol/values.ts'
import { readNewestBackup, recordBackup } from '#store/backups/runs.ts'
import { onEachDatabase } from '#tests/support/databases.ts'

const at = (text: string) => Date.parse(`${text}+07:00`)

onEachDatabase((fresh) => {
  test('a backup is taken once a day, and one that failed is tried again within the hour', async () => {
    const store = await (await fresh()).open()
    const asked: EpochMs[] = []
    let nowMs = 0
    let isFull = true
    const take = async () => {
      asked.push(nowMs)
      if (isFull) throw new Error('the disk is full')
      const file = `/backup/${nowMs}`
      const taken = { momentMs: nowMs, verifiedMs: nowMs, file, bytes: 1, isSealed: false }
      const by = { actor: 'job backup', address: null, nowMs, newId: randomUUID }
      await recordBackup(store.db, taken, by)
    }
    const job = backup(store, { hour: 1, take })
    const run = (time: string) => job.run((nowMs = at(time)))

    await expect(run('2026-11-22T01:40')).rejects.toThrow('the disk is full')
    isFull = false
    await run('2026-11-22T02:40')
    await run('2026-11-22T03:40')
    await run('2026-11-23T00:40')
    await run('2026-11-23T01:40')
    expect(asked).toEqual(
      ['2026-11-22T01:40', '2026-11-22T02:40', '2026-11-23T01:40'].map((time) => at(time)),
    )
    expect(await readNewestBackup(store.reader)).toMatchObject({ momentMs: at('2026-11-23T01:40') })
  })
})

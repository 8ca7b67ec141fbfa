import { spawnSync } from 'node:child_process'
import { createPublicKey, verify } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { plansOfProvince } from '#domain/plan.ts'
import { sharedState } from '#protocol/sharing.ts'
import { openStore } from '#store/open.ts'
import { takeSnapshot } from '#store/snapshots/take.ts'
import { byAt } from '#tests/collector/snapshots/taking.ts'
import { quietLog } from '#tests/support/databases.ts'
import { seededNowMs, seedProvince } from '#tests/support/seed.ts'

async function frozenProvince(dataDir: string) {
  const file = join(dataDir, 'khien.sqlite')
  const store = await openStore({ url: null, file, log: quietLog })
  await seedProvince(store, 12)
  const [plan] = plansOfProvince('quang-ngai')
  if (!plan) throw new Error('no plan')
  const moment = { cutOffMs: seededNowMs, knownMs: seededNowMs }
  const wanted = {
    kind: 'period' as const,
    provinceId: 'quang-ngai',
    plan,
    planVersion: 1,
    period: '2026-Q4',
    moment,
    dueKey: null,
    reason: null,
    amends: null,
    contextRevision: 'x',
    settings: {},
  }
  await takeSnapshot(store, wanted, byAt(seededNowMs))
  await store.close()
}

test('the command writes document, signature and certificates, and refuses what was not frozen', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'khien-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  await frozenProvince(folder)
  const out = join(folder, 'gửi lên')
  const share = (period: string) => {
    const args = ['collector/bin.mjs', 'share', '--period', period, '--out', out]
    const env = { ...process.env, KHIEN_DATA_DIR: folder, KHIEN_LANGUAGE: 'vi' }
    return spawnSync(process.execPath, args, { env, encoding: 'utf8' })
  }
  expect(share('2026-Q4')).toMatchObject({ status: 0, stderr: '' })
  const file = (ending: string) =>
    readFileSync(join(out, `malware-protection-2026-Q4.json${ending}`))
  const document = file('')
  expect(verify('sha256', document, createPublicKey(file('.pem')), file('.sig'))).toBe(true)
  expect(sharedState.parse(JSON.parse(document.toString())).period).toBe('2026-Q4')
  const refused = share('2025-Q1')
  expect(refused.status).toBe(1)
  expect(refused.stderr).toContain('Kỳ 2025-Q1 chưa có bản chốt số liệu')
  expect(share('quý tư').status).toBe(2)
})

import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadReportInput } from '#collector/reports/input/load.ts'
import { renderReport } from '#collector/reports/render.ts'
import { openStore } from '#store/open.ts'
import { takeDaily } from '#store/snapshots/taking.ts'
import { quietLog } from '#tests/support/databases.ts'
import { runProduct, temporaryFolder } from '#tests/support/processes.ts'
import { seededNowMs, seedProvince } from '#tests/support/seed.ts'
import { byAt, takingOf } from '../snapshots/taking.ts'
import { paragraphsOf, printed } from './rendered.ts'

/* What stands on a signed report is what `khien-collector verify` is given from paper, years later. */

async function reportOf(file: string): Promise<Uint8Array> {
  const store = await openStore({ url: null, file, log: quietLog })
  try {
    await seedProvince(store, 20)
    await takeDaily(takingOf(store), seededNowMs, byAt(seededNowMs))
    const input = await loadReportInput(store.reader, {
      kind: 'scorecard',
      period: '2026-11-18',
      agencyId: null,
      planId: 'qn-2458-2017',
      provinceId: 'quang-ngai',
      nowMs: seededNowMs,
      marking: null,
      narrative: { shortcomings: [], nextTasks: [], proposals: [] },
      letterhead: {},
      licencePriceVnd: null,
    })
    return (await renderReport(input, { isDraft: false, template: null })).docx
  } finally {
    await store.close()
  }
}

/** Both heads as they are read off paper: "8214:5f0c…", or with a space. */
const headsIn = (text: string) =>
  [...text.matchAll(/\b(\d+): ?([0-9a-f]{64})\b/g)].map(([, number, hash]) => `${number}:${hash}`)

test('the heads of both chains on a printed report are those that the command proves', async (context) => {
  const folder = await temporaryFolder()
  onTestFinished(() => folder.remove())
  const docx = await reportOf(join(folder.path, 'khien.sqlite'))
  const heads = headsIn(paragraphsOf(docx).join('\n'))
  expect(heads).toHaveLength(2)
  const [snapshots = '', audit = ''] = heads

  const verify = (...given: string[]) =>
    runProduct('collector', ['verify', ...given], { KHIEN_DATA_DIR: folder.path })
  const good = await verify('--head', audit, '--snapshot-head', snapshots)
  expect([good.exitCode, good.output]).toEqual([0, expect.stringContaining('is that of entry')])
  const wrong = `${audit.slice(0, -1)}${audit.endsWith('0') ? '1' : '0'}`
  expect((await verify('--head', wrong)).exitCode).toBe(3)

  const { text } = await printed(docx, context)
  for (const head of heads) expect(text.replaceAll(/\s/g, '')).toContain(head)
}, 120_000)

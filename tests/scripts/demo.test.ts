import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkVerdicts } from '#protocol/device-check-views.ts'
import { openStoreForReading } from '#store/open.ts'
import {
  administratorPassword,
  freePort,
  startScript,
  temporaryFolder,
  until,
  type Running,
} from '../support/processes.ts'

/* The made-up province that `npm run demo` starts, as a process. */

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  folder = await temporaryFolder()
})
afterAll(async () => {
  for (const demo of started) {
    demo.signal('SIGINT')
    await demo.ended
  }
  await folder.remove()
})

const started: Running[] = []

async function startDemo(): Promise<Running> {
  const demo = startScript('demo', ['--hosts', '120'], {
    KHIEN_DATA_DIR: folder.path,
    KHIEN_PORT: String(await freePort()),
    KHIEN_ADMIN_PASSWORD: administratorPassword,
  })
  started.push(demo)
  return demo
}

async function counts() {
  const file = join(folder.path, 'demo/khien.sqlite')
  const store = await openStoreForReading({ url: null, file, log: pino({ level: 'silent' }) })
  try {
    const { db } = store
    const [verdicts, hosts, texts] = await Promise.all([
      db.selectFrom('device_check_result').select('verdict').distinct().execute(),
      db.selectFrom('host').select('id').execute(),
      db.selectFrom('device_check_authorisation').select('id').execute(),
    ])
    return {
      verdicts: verdicts.map(({ verdict }) => verdict).sort(),
      hosts: hosts.length,
      texts: texts.length,
    }
  } finally {
    await store.close()
  }
}

test('a made-up province has devices with every result of a check, and a second start goes on with it', async () => {
  const first = await startDemo()
  await until('the sample province', () => first.output().includes('sample province'), {
    deadlineMs: 60_000,
    explain: first.output,
  })
  const isWhole = async () => {
    const { verdicts, hosts, texts } = await counts()
    return verdicts.length === checkVerdicts.length && hosts === 120 && texts === 5
  }
  await until('all of it', isWhole, { deadlineMs: 90_000, explain: first.output })
  first.signal('SIGINT')
  expect(await first.ended, first.output()).toBe(0)
  const before = await counts()

  const second = await startDemo()
  await until('the sample province again', () => second.output().includes('sample province'), {
    deadlineMs: 60_000,
    explain: second.output,
  })
  second.signal('SIGINT')
  expect(await second.ended, second.output()).toBe(0)
  expect(await counts()).toEqual(before)
}, 240_000)

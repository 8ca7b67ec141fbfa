import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkVerdicts } from '#protocol/device-check-views.ts'
import { checkout } from '#scripts/tool.ts'
import { openStoreForReading } from '#store/open.ts'
import { administratorPassword, freePort, temporaryFolder, until } from '../support/processes.ts'

/* The made-up province that `npm run demo` starts, as a process. */

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  folder = await temporaryFolder()
})
afterAll(async () => {
  for (const demo of started) {
    demo.stop()
    await demo.ended
  }
  await folder.remove()
})

type Demo = {
  output(): string
  readonly ended: Promise<number | null>
  stop(): void
}
const started: Demo[] = []

async function startDemo(): Promise<Demo> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('KHIEN_'))
  const child = spawn(process.execPath, ['scripts/demo.mjs', '--hosts', '120'], {
    cwd: checkout,
    env: {
      ...Object.fromEntries(inherited),
      KHIEN_DATA_DIR: folder.path,
      KHIEN_PORT: String(await freePort()),
      KHIEN_ADMIN_PASSWORD: administratorPassword,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed: string[] = []
  child.stdout.on('data', (data: Buffer) => printed.push(data.toString()))
  child.stderr.on('data', (data: Buffer) => printed.push(data.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const demo = { output: () => printed.join(''), ended, stop: () => void child.kill('SIGINT') }
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
  first.stop()
  expect(await first.ended, first.output()).toBe(0)
  const before = await counts()

  const second = await startDemo()
  await until('the sample province again', () => second.output().includes('sample province'), {
    deadlineMs: 60_000,
    explain: second.output,
  })
  second.stop()
  expect(await second.ended, second.output()).toBe(0)
  expect(await counts()).toEqual(before)
}, 240_000)

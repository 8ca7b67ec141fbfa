import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { pino } from 'pino'
import { z } from 'zod'
import { periodOf } from '#domain/periods.ts'
import { csrfHeader } from '#protocol/routes.ts'
import { isHealthy } from '#scripts/start/readiness.ts'
import { openStore } from '#store/open.ts'
import { takePeriod } from '#store/snapshots/taking.ts'
import {
  administratorPassword,
  freePort,
  temporaryFolder,
  until,
} from '#tests/support/processes.ts'
import { seededNowMs, seedProvince } from '#tests/support/seed.ts'
import { paragraphsOf } from '../collector/reports/rendered.ts'
import { byAt, takingOf } from '../collector/snapshots/taking.ts'
import { ran } from './installed.ts'

/* The collector and the agent of the packages, unpacked into a folder and run as an ordinary person. */

const { first } = inject('builds')
const version = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync('package.json', 'utf8'))).version

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let settings: Readonly<Record<string, string>>
let port: number
let running: ChildProcess
const printed: string[] = []
const period = '2026-Q4'
const lib = () => join(folder.path, 'usr/lib/khien-collector')
const collector = (args: readonly string[]) =>
  ran(join(lib(), 'node'), [join(lib(), 'collector/main.js'), ...args], { env: settings })
const agent = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  ran(join(folder.path, 'usr/bin/khien-agent'), args, {
    env: { KHIEN_AGENT_DATA_DIR: join(folder.path, 'agent'), ...env },
  })

beforeAll(async () => {
  folder = await temporaryFolder()
  const stem = (name: string) => join(first, `khien-${name}-${version}-linux-x64`)
  for (const [program, ...args] of [
    ['dpkg-deb', '--extract', `${stem('collector')}.deb`, folder.path],
    ['tar', '--zstd', '-C', folder.path, '-xf', `${stem('agent')}.tar.zst`],
  ] as const) {
    const unpacked = ran(program, args)
    if (unpacked.exitCode !== 0) throw new Error(unpacked.output)
  }
  port = await freePort()
  settings = {
    KHIEN_DATA_DIR: join(folder.path, 'data'),
    KHIEN_PORT: String(port),
    KHIEN_ADMIN_PASSWORD: administratorPassword,
  }
  await seedFrozenQuarter(settings['KHIEN_DATA_DIR'] ?? '')
  running = spawn(join(lib(), 'node'), [join(lib(), 'collector/main.js'), 'run'], {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', KHIEN_LANGUAGE: 'en', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.stdout?.on('data', (data: Buffer) => printed.push(data.toString()))
  running.stderr?.on('data', (data: Buffer) => printed.push(data.toString()))
  await until('the packaged collector to answer', () => isHealthy({ host: '127.0.0.1', port }), {
    deadlineMs: 60_000,
    explain: () => printed.join(''),
  })
})
afterAll(async () => {
  const ended = new Promise((resolve) => running.once('exit', resolve))
  running.kill('SIGTERM')
  await ended
  await folder.remove()
})

const trusting = new Agent({ rejectUnauthorized: false })

type Answer = { readonly status: number; readonly cookie: string; readonly body: Buffer }

function call(method: string, path: string, given: { body?: unknown; headers?: object } = {}) {
  const body = given.body === undefined ? undefined : JSON.stringify(given.body)
  return new Promise<Answer>((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method,
        agent: trusting,
        headers: {
          host: `localhost:${port}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...given.headers,
        },
      },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            cookie: (answer.headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; '),
            body: Buffer.concat(parts),
          }),
        )
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}

async function signIn(): Promise<Record<string, string>> {
  const body = { name: 'admin', password: administratorPassword }
  const signedIn = await call('POST', '/api/session', { body })
  const { csrf } = z.object({ csrf: z.string() }).parse(JSON.parse(signedIn.body.toString()))
  return { cookie: signedIn.cookie, [csrfHeader]: csrf }
}

test('it says its version and serves the pages of the console', async () => {
  expect(collector(['--version']).output.trim()).toBe(version)
  const page = await call('GET', '/')
  expect(page.status).toBe(200)
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(page.body.toString())?.[1]
  expect((await call('GET', script ?? '/none')).status).toBe(200)
})

test('it enrols the packaged agent, takes its report and judges it', async () => {
  const token = collector(['token', '--agency', 'Sở Y tế', '--create'])
  const joined = /khien1\.[A-Za-z0-9_-]+/.exec(token.output)?.[0] ?? ''
  const enrolled = agent(['enrol', joined])
  expect(enrolled, enrolled.output).toMatchObject({ exitCode: 0 })
  const reporting = spawn(join(folder.path, 'usr/bin/khien-agent'), ['run'], {
    cwd: '/',
    env: { KHIEN_AGENT_DATA_DIR: join(folder.path, 'agent'), PATH: '/usr/bin:/bin' },
    stdio: 'ignore',
  })
  await until(
    'the report to be acknowledged',
    () => /Last acknowledged: \d/.test(agent(['status']).output),
    { deadlineMs: 90_000, explain: () => printed.join('') },
  )
  const ended = new Promise((resolve) => reporting.once('exit', resolve))
  reporting.kill('SIGTERM')
  await ended
  const headers = await signIn()
  const hosts = await call('GET', '/api/hosts', { headers })
  expect(hosts.body.toString()).toMatch(/"(met|unmet)"/)
})

test('its threads run: a template is written, and the scorecard is read', async () => {
  const headers = await signIn()
  const template = await call('GET', '/api/import-templates/machine?format=xlsx', { headers })
  expect(template.status, template.body.toString().slice(0, 300)).toBe(200)
  expect(template.body.subarray(0, 2).toString()).toBe('PK')
  const overview = await call('GET', '/api/overview', { headers })
  expect(overview.status, overview.body.toString().slice(0, 300)).toBe(200)
})

test('it replays a recording in the agent that lies beside it', () => {
  const file = join(folder.path, 'recording.json')
  expect(agent(['record', file])).toMatchObject({ exitCode: 0 })
  const judged = collector(['judge', file])
  expect(judged, judged.output).toMatchObject({ exitCode: 0 })
  expect(judged.output).toContain('Antivirus running')
})

test('it prints a report of a frozen period as .docx, in the thread that prints', async () => {
  const headers = await signIn()
  const body = { kind: 'province-quarter', period, agencyId: null, planId: null }
  const made = await call('POST', '/api/reports', { headers, body })
  expect(made.status, made.body.toString().slice(0, 500)).toBeLessThan(300)
  const { id } = z.object({ id: z.string() }).parse(JSON.parse(made.body.toString()))
  const file = await call('GET', `/api/reports/${id}/file/docx`, { headers })
  const text = paragraphsOf(new Uint8Array(file.body)).join('\n')
  expect(text).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')
})

/** A province with a frozen quarter, which a fresh collector cannot have: it was not there at the cut-off. */
async function seedFrozenQuarter(dataDir: string): Promise<void> {
  mkdirSync(dataDir)
  const log = pino({ level: 'silent' })
  const store = await openStore({ url: null, file: join(dataDir, 'khien.sqlite'), log })
  try {
    await seedProvince(store)
    const quarter = periodOf(period)
    if (!quarter) throw new Error(period)
    const taken = { period: quarter, cutOffMs: seededNowMs }
    await takePeriod(takingOf(store), taken, byAt(seededNowMs))
  } finally {
    await store.close()
  }
}

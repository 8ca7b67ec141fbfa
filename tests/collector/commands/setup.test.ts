import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { checkCertificate } from '#collector/commands/setup/certificate.ts'
import { createAuthority, createLeaf, dayMs } from '#collector/pki/certificates.ts'
import { checkout } from '#scripts/tool.ts'
import {
  freePort,
  runProduct,
  startCollector,
  temporaryFolder,
  until,
} from '#tests/support/processes.ts'

const password = 'một mật khẩu đủ dài'

async function aServer() {
  const folder = await temporaryFolder()
  onTestFinished(() => folder.remove())
  const path = (name: string) => join(folder.path, name)
  const file = path('collector.conf')
  writeFileSync(path('password'), `${password}\n`)
  const settings = { KHIEN_CONFIG_FILE: file }
  const setup = (...args: string[]) => runProduct('collector', ['setup', ...args], settings)
  return { path, file, settings, setup, text: () => readFileSync(file, 'utf8') }
}

async function aCertificate(path: (name: string) => string, names: string[], days = 90) {
  const nowMs = Date.now() + Math.min(0, days) * dayMs
  const authority = await createAuthority('Somebody', nowMs - dayMs, 400)
  const leaf = await createLeaf({ authority, names, nowMs, days: Math.max(days, 0.5) })
  writeFileSync(path('a.crt'), leaf.cert)
  writeFileSync(path('a.key'), leaf.key)
  return ['--certificate', path('a.crt'), '--key', path('a.key')]
}

test('what is given is checked, written, and served; the same again changes nothing', async () => {
  const server = await aServer()
  const { path } = server
  const port = await freePort()
  const args = ['--address', `localhost:${port}`, '--data', path('data')]
  args.push('--backups', path('backups'), '--administrator', 'Lan')
  args.push('--password-file', path('password'), ...(await aCertificate(path, ['localhost'])))
  const first = await server.setup(...args)
  expect(first).toMatchObject({ exitCode: 0 })
  expect(first.output).toContain('Made the administrator Lan.')
  expect(first.output).not.toContain(password)
  expect(server.text().split('\n').toSorted().filter(Boolean)).toEqual([
    `KHIEN_ADDRESS=localhost:${port}`,
    `KHIEN_BACKUP_DIR=${path('backups')}`,
    `KHIEN_DATA_DIR=${path('data')}`,
    'KHIEN_LANGUAGE=en',
    `KHIEN_PORT=${port}`,
    `KHIEN_TLS_CERT_FILE=${path('a.crt')}`,
    `KHIEN_TLS_KEY_FILE=${path('a.key')}`,
  ])
  expect(statSync(server.file).mode & 0o777).toBe(0o640)

  const again = await server.setup(...args)
  expect(again.output).toContain('Nothing changes')
  expect(again.output).toContain('Somebody can sign in already')

  const collector = await startCollector(path('data'), port, {
    ...server.settings,
    KHIEN_DATA_DIR: path('data'),
  })
  onTestFinished(() => collector.signal('SIGKILL'))
  expect(collector.output()).not.toContain('first administrator')
  // A scheduled backup that is due is made up for at the start.
  const isTaken = () => existsSync(path('backups')) && backupsIn(path('backups')).length === 1
  await until('the first backup', isTaken, { deadlineMs: 30_000, explain: collector.output })
  collector.signal('SIGTERM')
  await collector.ended
}, 90_000)

const backupsIn = (folder: string) =>
  readdirSync(folder).filter((name) => name.endsWith('.khien-backup'))

test('a dry run shows what would change, masks what is secret, and changes nothing', async () => {
  const server = await aServer()
  writeFileSync(server.file, 'KHIEN_ADDRESS=old.example:8443\nKHIEN_PORT=8443\n')
  writeFileSync(
    server.path('answers'),
    'KHIEN_ADDRESS=new.example:9443\nKHIEN_DATABASE_URL=postgres://khien:secret@db/khien\n',
  )
  const { exitCode, output } = await server.setup('--answers', server.path('answers'), '--dry-run')
  expect(exitCode).toBe(0)
  expect(output).toContain('~ KHIEN_ADDRESS: old.example:8443 → new.example:9443')
  expect(output).toContain('~ KHIEN_PORT: 8443 → 9443')
  expect(output).toContain('+ KHIEN_DATABASE_URL=***')
  expect(output).not.toContain('secret')
  expect(server.text()).toBe('KHIEN_ADDRESS=old.example:8443\nKHIEN_PORT=8443\n')
})

test('what is wrong is refused in words before anything is written', async () => {
  const server = await aServer()
  const { path } = server
  writeFileSync(path('answers'), 'KHIEN_ADRESS=khien.example:8443\n')
  for (const [args, says] of [
    [['--address', 'no port'], 'KHIEN_ADDRESS'],
    [['--answers', path('answers')], 'KHIEN_ADDRESS'],
    [['--backups', path('password/backups')], 'Cannot write to the folder of backups'],
  ] as const) {
    const { exitCode, output } = await server.setup('--data', path('data'), ...args)
    expect({ exitCode, output }).not.toMatchObject({ exitCode: 0 })
    expect(output).toContain(says)
    expect(existsSync(server.file)).toBe(false)
  }
}, 90_000)

test('a certificate has its key, is for the address, and has not expired', async () => {
  const { path } = await aServer()
  const check = () => {
    const files = { certFile: path('a.crt'), keyFile: path('a.key') }
    const address = 'khien.example:8443'
    checkCertificate({ address, browserCertificate: files }, Date.now())
  }
  await aCertificate(path, ['khien.example'])
  expect(check).not.toThrow()
  const theirs = await createAuthority('Somebody else', Date.now(), 30)
  writeFileSync(path('a.key'), theirs.key)
  expect(check).toThrow('is not that of the certificate')
  await aCertificate(path, ['other.example'])
  expect(check).toThrow('it is not for khien.example')
  await aCertificate(path, ['khien.example'], -30)
  expect(check).toThrow('it expired on')
})

test('a weak password makes no administrator', async () => {
  const server = await aServer()
  writeFileSync(server.path('password'), 'matkhau12345\n')
  const args = ['--data', server.path('data'), '--password-file', server.path('password')]
  const { exitCode, output } = await server.setup(...args)
  expect(exitCode).toBe(1)
  expect(output).not.toContain('Made the administrator')
})

/** Answers the questions of a real terminal in their order; gives all that it showed. */
async function atTerminal(
  server: Awaited<ReturnType<typeof aServer>>,
  answers: readonly (readonly [question: string, answer: string])[],
) {
  const command = `${process.execPath} ${join(checkout, 'collector/bin.mjs')} setup`
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: { PATH: process.env['PATH'], KHIEN_LANGUAGE: 'en', TERM: 'dumb', ...server.settings },
  })
  let shown = ''
  child.stdout.on('data', (data: Buffer) => (shown += data.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  let seen = 0
  for (const [question, answer] of answers) {
    await until(question, () => shown.indexOf(question, seen) >= 0, { explain: () => shown })
    seen = shown.length
    child.stdin.write(`${answer}\r`)
  }
  return { exitCode: await ended, shown: () => shown }
}

test('somebody at a terminal is asked, and a password is not shown', async () => {
  const server = await aServer()
  const { path } = server
  mkdirSync(path('data'))
  const { exitCode, shown } = await atTerminal(server, [
    ['Province', ''],
    ['Address', 'khien.example:8443'],
    ['Data folder', path('data')],
    ['PEM file of the certificate', ''],
    ['Folder for backups', path('backups')],
    ['Write these changes', 'y'],
    ['Name of the first administrator', 'Lan'],
    ['Password', 'too short'],
    ['Password', password],
    ['The password again', password],
  ])
  expect({ exitCode, shown: shown() }).toMatchObject({ exitCode: 0 })
  expect(shown()).toContain('Made the administrator Lan.')
  expect(shown()).not.toContain(password)
  expect(shown()).not.toContain('too short')
  expect(server.text()).toContain('KHIEN_LISTEN=0.0.0.0')
}, 60_000)

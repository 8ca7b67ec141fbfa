import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeJoin } from '#protocol/join.ts'
import { enter, newAgent } from '#tests/support/agent-client.ts'
import {
  administratorPassword,
  freePort,
  makeJoin,
  runProduct,
  startCollector,
  startProduct,
  temporaryFolder,
  until,
  type CollectorProcess,
} from '#tests/support/processes.ts'

type Folder = Awaited<ReturnType<typeof temporaryFolder>>
let folder: Folder
let collector: CollectorProcess
let port: number
let settings: Record<string, string>

beforeAll(async () => {
  folder = await temporaryFolder()
  port = await freePort()
  collector = await startCollector(folder.path, port)
  settings = { KHIEN_DATA_DIR: folder.path, KHIEN_PORT: String(port) }
}, 40_000)
afterAll(async () => {
  collector.signal('SIGKILL')
  await collector.ended
  await folder.remove()
})

const command = (...args: string[]) => runProduct('collector', args, settings)

test('the start says once for a program and once for a person that it is up', async () => {
  await until('both lines', () => {
    const printed = collector.output()
    return printed.includes('"event":"ready"') && printed.includes('is running at')
  })
  expect(collector.output()).toContain(`The collector is running at https://localhost:${port}`)
  expect(collector.output()).toContain('The first administrator was made: admin')
  expect(collector.output()).not.toContain(administratorPassword)
})

test('a token made beside the running collector lets an agent in', async () => {
  const ticket = decodeJoin(await makeJoin({ dataDir: folder.path, port: port }, 'Sở Y tế'))
  expect(ticket.address).toBe(`localhost:${port}`)
  const { wire } = await enter(port, newAgent(), { token: ticket.token })
  expect(ticket.pins[0]).toBe(wire.authorityPin)
  wire.socket.terminate()
  expect(await command('recount')).toEqual({
    exitCode: 0,
    output: 'Counts that differ: 0.\n',
  })
})

test('a token for an agency that there is not is refused with those that there are', async () => {
  const { exitCode, output } = await command('token', '--agency', 'Sở Z')
  expect(exitCode).toBe(1)
  expect(output).toMatch(/^There is no agency “Sở Z” \(.*\)\.\n$/)
})

test('a second collector on the same data folder is refused', async () => {
  const { exitCode, output } = await command('run')
  expect(exitCode).toBe(1)
  expect(output).toContain(`The data folder ${folder.path} is in use by process`)
})

test('a command that there is not is refused', async () => {
  expect(await command('fly')).toEqual({
    exitCode: 2,
    output: 'There is no command “fly”. See --help.\n',
  })
})

test('the commands and settings are explained', async () => {
  const { exitCode, output } = await command('--help')
  expect(exitCode).toBe(0)
  for (const word of ['run', 'token', 'judge', 'recount', 'KHIEN_DATA_DIR', 'KHIEN_PORT']) {
    expect(output).toContain(word)
  }
})

test('a wrong setting is refused in the language of the settings', async () => {
  const wrong = { ...settings, KHIEN_LANGUAGE: 'vi', KHIEN_PROT: '1' }
  expect(await runProduct('collector', ['run'], wrong)).toEqual({
    exitCode: 2,
    output: 'Không có thiết lập KHIEN_PROT. Có phải ý bạn là KHIEN_PORT?\n',
  })
})

/** `run` with settings that cannot work; gives its exit code and the first line. */
async function refusedRun(more: Record<string, string>) {
  const other = await temporaryFolder()
  const { exitCode, output } = await runProduct('collector', ['run'], {
    KHIEN_DATA_DIR: other.path,
    KHIEN_PORT: '0',
    ...more,
  })
  await other.remove()
  return { exitCode, output: output.replaceAll(other.path, 'DATA') }
}

test('a port in use is refused, and no password is wasted on that start', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const address = taken.address()
  const number = address !== null && typeof address === 'object' ? String(address.port) : ''
  expect(await refusedRun({ KHIEN_PORT: number })).toEqual({
    exitCode: 1,
    output: `Port ${number} is in use by another program. Choose another with KHIEN_PORT.\n`,
  })
  taken.close()
})

test('an address of another machine is refused', async () => {
  const { exitCode, output } = await refusedRun({ KHIEN_LISTEN: '192.0.2.1' })
  expect({ exitCode, output }).toEqual({
    exitCode: 2,
    output: expect.stringContaining('KHIEN_LISTEN') as string,
  })
})

test('a data folder that cannot be written is refused', () => {
  const file = join(folder.path, 'a-file')
  writeFileSync(file, '')
  const bin = join(import.meta.dirname, '..', '..', '..', 'collector', 'bin.mjs')
  const env = { KHIEN_DATA_DIR: join(file, 'data'), KHIEN_LANGUAGE: 'en' }
  const { status, stderr } = spawnSync(process.execPath, [bin, 'run'], { env, encoding: 'utf8' })
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringContaining(`Cannot write to the data folder ${file}/data`) as string,
  })
})

test('a certificate that cannot be used is refused with the reason', async () => {
  const file = join(folder.path, 'no.crt')
  writeFileSync(file, 'hello')
  const wrong = { KHIEN_TLS_CERT_FILE: file, KHIEN_TLS_KEY_FILE: file }
  const { exitCode, output } = await refusedRun(wrong)
  expect(exitCode).toBe(1)
  expect(output).toContain(file)
})

test('a database of a newer version is refused and left as it is', async () => {
  const other = await temporaryFolder()
  const file = join(other.path, 'khien.sqlite')
  const database = new Database(file)
  database.exec('create table kysely_migration (name text, timestamp text)')
  database.exec("insert into kysely_migration values ('9999-from-tomorrow', '')")
  database.close()
  const started = { KHIEN_DATA_DIR: other.path, KHIEN_PORT: '0' }
  const { exitCode, output } = await runProduct('collector', ['run'], started)
  expect(exitCode).toBe(1)
  expect(output).toContain('9999-from-tomorrow')
  const after = new Database(file, { readonly: true })
  const tables = after.prepare("select name from sqlite_master where type = 'table'").pluck().all()
  after.close()
  expect(tables).toEqual(['kysely_migration'])
  await other.remove()
})

test('SIGTERM ends it cleanly, and the next start goes on with the same authority', async () => {
  const other = await temporaryFolder()
  const otherPort = await freePort()
  const first = await startCollector(other.path, otherPort)
  const { token, pins } = decodeJoin(
    await makeJoin({ dataDir: other.path, port: otherPort }, 'Sở Nội vụ'),
  )
  const agent = newAgent()
  const { wire } = await enter(otherPort, agent, { token })
  first.signal('SIGTERM')
  expect(await wire.next('goodbye')).toEqual({ type: 'goodbye', reason: 'stopping' })
  expect(await first.ended).toBe(0)
  const second = await startCollector(other.path, otherPort)
  const again = await enter(otherPort, agent)
  expect(again.wire.authorityPin).toBe(pins[0])
  again.wire.socket.terminate()
  second.signal('SIGINT')
  expect(await second.ended).toBe(0)
  expect(second.output()).not.toContain('administrator')
  await other.remove()
}, 120_000)

test('without a given password one is made up and shown once', async () => {
  const other = await temporaryFolder()
  const running = startProduct('collector', ['run'], {
    KHIEN_DATA_DIR: other.path,
    KHIEN_PORT: '0',
  })
  await until('the ready line', () => running.output().includes('is running'))
  expect(running.output()).toMatch(/admin, password: [a-z0-9]{5}(-[a-z0-9]{5}){3} \(shown/)
  running.signal('SIGTERM')
  expect(await running.ended).toBe(0)
  await other.remove()
})

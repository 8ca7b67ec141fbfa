import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, type TestContext } from 'vitest'
import { openQuestions, type ServiceQuestion } from '#agent/service-questions/index.ts'
import { freePort, until } from '#tests/support/processes.ts'

/* The MariaDB, vsftpd and TigerVNC of Debian are asked as the agent asks them; what they counted is read of themselves. */

const dayMs = 86_400_000
const startMs = 1_795_000_000_000

let folder = ''
const running: ChildProcess[] = []
beforeEach((context) => {
  if (process.getuid?.() !== 0) context.skip('starts servers that want to be started by root')
  folder = mkdtempSync(join(tmpdir(), 'khien-servers-'))
})
afterEach(async () => {
  await stopAll()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

async function stopAll(): Promise<void> {
  for (const child of running.splice(0)) {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    if (child.kill('SIGKILL')) await ended
  }
}

/** Says what to install where a server is not there. */
function needs(context: TestContext, program: string, debianPackage: string): void {
  const why = `needs the Debian package ${debianPackage}: apt-get install -y ${debianPackage}`
  if (!existsSync(program)) context.skip(why)
}

function start(program: string, args: readonly string[]): void {
  running.push(spawn(program, args, { stdio: 'ignore', cwd: folder }))
}

const isListening = (port: number) =>
  spawnSync('/usr/bin/ss', ['-Hlnt', `sport = :${port}`]).stdout.length > 0

/** Asks on that day of the life of a machine that was started on the first. */
function asked(question: ServiceQuestion, port: number, day = 0) {
  const nowMs = startMs + day * dayMs
  const file = join(folder, 'kept.json')
  return openQuestions({ file, now: () => nowMs, upMs: () => nowMs - startMs + 1 })(question, port)
}

const open = { ok: true, value: 'open' }
const guarded = { ok: true, value: 'guarded' }

describe('a real MariaDB', () => {
  const program = '/usr/sbin/mariadbd'
  beforeEach((context) => {
    needs(context, program, 'mariadb-server-core')
    needs(context, '/usr/bin/my_print_defaults', 'mariadb-client-core')
  })

  async function startMariadb(rootSignsIn: 'socket' | 'normal', settings: readonly string[] = []) {
    const data = join(folder, 'data')
    const made = spawnSync('/usr/bin/mariadb-install-db', [
      '--no-defaults',
      '--user=root',
      `--datadir=${data}`,
      `--auth-root-authentication-method=${rootSignsIn}`,
      '--skip-test-db',
    ])
    expect(made.status, made.stderr.toString()).toBe(0)
    const port = await freePort()
    const log = join(folder, 'errors.log')
    start(program, [
      '--no-defaults',
      '--user=root',
      `--datadir=${data}`,
      `--socket=${folder}/socket`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--log-error=${log}`,
      ...settings,
    ])
    await until('MariaDB', () => isListening(port))
    const denied = () => readFileSync(log, 'utf8').match(/Access denied for user/g)?.length ?? 0
    return { port, denied }
  }

  test('as Debian sets it up lets root in by its account alone: one refusal a day', async () => {
    const { port, denied } = await startMariadb('socket')
    expect(await asked('mysql-root', port)).toEqual(guarded)
    expect(await asked('mysql-root', port)).toEqual(guarded)
    expect(denied()).toBe(1)
    expect(await asked('mysql-root', port, 1)).toEqual(guarded)
    expect(denied()).toBe(2)
  }, 60_000)
  test('whose root has no password lets in whoever comes', async () => {
    const { port, denied } = await startMariadb('normal')
    expect(await asked('mysql-root', port)).toEqual(open)
    expect(denied()).toBe(0)
  }, 60_000)
  test('with a password is closed; root of one address without one is found', async () => {
    const init = join(folder, 'init.sql')
    const of = (host: string) => `ALTER USER root@'${host}' IDENTIFIED BY 'cua rieng no';\n`
    writeFileSync(init, of('localhost'))
    const byName = await startMariadb('normal', [`--init-file=${init}`])
    expect(await asked('mysql-root', byName.port)).toEqual(guarded)
    expect(byName.denied()).toBe(1)
    await stopAll()
    rmSync(join(folder, 'data'), { recursive: true })
    // Its installation makes an account for 127.0.0.1 too, which counts where names are not looked up.
    const byAddress = await startMariadb('normal', [`--init-file=${init}`, '--skip-name-resolve'])
    expect(await asked('mysql-root', byAddress.port)).toEqual(open)
  }, 60_000)
})

describe('a real vsftpd', () => {
  const program = '/usr/sbin/vsftpd'
  beforeEach((context) => needs(context, program, 'vsftpd'))

  async function startVsftpd(anonymous: 'YES' | 'NO'): Promise<number> {
    const port = await freePort()
    const [empty, shared] = [join(folder, 'empty'), join(folder, 'shared')]
    mkdirSync(empty, { mode: 0o555 })
    mkdirSync(shared, { mode: 0o555 })
    spawnSync('/bin/chmod', ['755', folder])
    const file = join(folder, 'vsftpd.conf')
    const settings = {
      listen: 'YES',
      listen_address: '127.0.0.1',
      listen_port: port,
      background: 'NO',
      anonymous_enable: anonymous,
      local_enable: 'YES',
      ftp_username: 'daemon',
      anon_root: shared,
      secure_chroot_dir: empty,
      pam_service_name: 'vsftpd',
      seccomp_sandbox: 'NO',
      isolate: 'NO',
      isolate_network: 'NO',
    }
    const lines = Object.entries(settings).map(([key, value]) => `${key}=${value}\n`)
    writeFileSync(file, lines.join(''))
    start(program, [file])
    await until('vsftpd', () => isListening(port))
    return port
  }

  test('that lets everybody in', async () => {
    expect(await asked('ftp-anonymous', await startVsftpd('YES'))).toEqual(open)
  }, 30_000)
  test('that wants an account, and waits before it says so', async () => {
    expect(await asked('ftp-anonymous', await startVsftpd('NO'))).toEqual(guarded)
  }, 30_000)
})

describe('a real TigerVNC', () => {
  const program = '/usr/bin/Xtigervnc'
  beforeEach((context) => needs(context, program, 'tigervnc-standalone-server'))

  async function startVnc(security: string): Promise<number> {
    const port = await freePort()
    writeFileSync(join(folder, 'password'), Buffer.from('0123456789abcdef', 'hex'), { mode: 0o600 })
    start(program, [
      `:${20_000 + (port % 10_000)}`,
      `-rfbport=${port}`,
      '-localhost',
      `-SecurityTypes=${security}`,
      `-PasswordFile=${folder}/password`,
      '-nolisten',
      'tcp',
      '-listen',
      'unix',
    ])
    await until('TigerVNC', () => isListening(port))
    return port
  }

  /** How many kinds of security somebody is offered who comes and goes again; 0: shut out. */
  function offered(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1')
      let heard = Buffer.alloc(0)
      socket.on('error', reject)
      socket.on('data', (part: Buffer) => {
        if (heard.length === 0) socket.write('RFB 003.008\n')
        heard = Buffer.concat([heard, part])
        const count = heard[12]
        if (count === undefined) return
        socket.destroy()
        resolve(count)
      })
    })
  }

  test('with a password: who is asked for a year shuts nobody out', async () => {
    const port = await startVnc('VncAuth')
    for (let day = 0; day < 90; day += 1)
      expect(await asked('vnc-security', port, day)).toEqual(guarded)
    expect(await asked('vnc-security', port, 365)).toMatchObject({ because: 'not-supported' })
    expect(await offered(port)).toBe(1)
    // So it would be by then, had it been asked every day.
    for (let times = 0; times < 3; times += 1) await offered(port)
    expect(await offered(port)).toBe(0)
  }, 60_000)
  test('without one is asked every day, and counts nothing', async () => {
    const port = await startVnc('None')
    for (let day = 0; day < 20; day += 1)
      expect(await asked('vnc-security', port, day)).toEqual(open)
    expect(await offered(port)).toBe(1)
  }, 60_000)
  test.each([
    ['TLSVnc', guarded],
    ['TLSNone', open],
  ])(
    'with %s inside VeNCrypt',
    async (security, answer) => {
      expect(await asked('vnc-security', await startVnc(security))).toEqual(answer)
    },
    60_000,
  )
})

import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { freePort } from '#tests/support/processes.ts'
import { inPrivateEtc, whyNoPrivateEtc } from '../factory-passwords/private-etc.ts'

/*
 * The OpenSSH of Debian with a real account of its own, made in a private /etc; a process of its own asks it, as the
 * child of an agent does. The server's log counts.
 */

const program = '/usr/sbin/sshd'
const why = existsSync(program)
  ? await whyNoPrivateEtc()
  : 'needs the Debian package openssh-server: apt-get install -y openssh-server'
const script = fileURLToPath(new URL('./check-process.ts', import.meta.url))
const password = 'lab-default'

/** What switches and cameras of fifteen years ago speak, and nothing newer. */
const old = `KexAlgorithms diffie-hellman-group14-sha1
HostKeyAlgorithms ssh-rsa
Ciphers aes128-cbc,3des-cbc
MACs hmac-sha1`

let folder: string
beforeEach((context) => {
  if (why !== null) context.skip(why)
  folder = mkdtempSync(join(tmpdir(), 'khien-sshd-'))
})
afterEach(() => {
  if (why === null) rmSync(folder, { recursive: true })
})

/** Has a process check a real sshd; what it says, what it leaves, and what the server counted. */
async function tells(device: { password: string; settings?: string }) {
  const port = await freePort()
  await inPrivateEtc(`mount -t tmpfs tmpfs /run; mkdir /run/sshd
useradd -M -s /bin/false admin
echo 'admin:${device.password}' | chpasswd
ssh-keygen -q -t rsa -b 2048 -N '' -f ${folder}/key
cat >${folder}/sshd_config <<'END'
ListenAddress 127.0.0.1:${port}
HostKey ${folder}/key
PidFile none
LogLevel VERBOSE
${device.settings ?? ''}
UsePAM no
KbdInteractiveAuthentication no
END
${program} -D -f ${folder}/sshd_config -E ${folder}/sshd.log & sshd=$!
for _ in $(seq 100); do grep -qs listening ${folder}/sshd.log && break; sleep 0.1; done
mkdir ${folder}/asked; cd ${folder}/asked
env -i PATH=/usr/bin:/bin NODE_DEBUG=net "${process.execPath}" ${script} ssh \
  ${folder}/asked/device-checks.json ${port} >output 2>errors
kill $sshd; wait $sshd || true`)
  const asked = join(folder, 'asked')
  const left = Object.fromEntries(
    readdirSync(asked).map((name) => [name, readFileSync(join(asked, name), 'utf8')]),
  )
  const log = readFileSync(join(folder, 'sshd.log'), 'utf8')
  const counted = (words: RegExp) => log.match(words)?.length ?? 0
  expect(Object.keys(left).sort()).toContain('diagnostic-report.json')
  // What is searched is what it was taken for: traces of sockets, and the report of that process.
  expect(left['errors']).toContain('NET ')
  expect(left['diagnostic-report.json']).toContain('check-process.ts')
  for (const spelling of [password, ...(['base64', 'hex'] as const).map(spelled)]) {
    expect(Object.keys(left).filter((name) => left[name]?.includes(spelling))).toEqual([])
  }
  return {
    said: JSON.parse(left['output'] ?? ''),
    isKept: 'device-checks.json' in left,
    failed: counted(/^Failed /gm),
    accepted: counted(/^Accepted (password|keyboard-interactive\/pam) for admin /gm),
    log,
  }
}

const spelled = (encoding: BufferEncoding) =>
  Buffer.from(password).toString(encoding).replace(/=+$/, '')

/** Of a line that stands twice, sshd takes the first. */
const byQuestions = `UsePAM yes
KbdInteractiveAuthentication yes
PasswordAuthentication no`

describe('a real sshd', () => {
  test.each([
    ['as of today', ''],
    ['of fifteen years ago', old],
    ['that asks for the password by a question', byQuestions],
  ])(
    '%s with the default lets in once, and nothing is begun there',
    async (_, settings) => {
      const { said, failed, accepted, log } = await tells({ password, settings })
      expect(said, log).toEqual({ result: { verdict: 'default', rule: 'lab-ssh' }, attempts: 1 })
      expect([accepted, failed]).toEqual([1, 0])
      expect(log).not.toContain('Starting session')
    },
    30_000,
  )
  test.each([
    ['that takes it at once', ''],
    ['that asks for it by a question', byQuestions],
  ])(
    'with a password of its own, %s, counts one failed login',
    async (_, settings) => {
      const { said, failed, accepted, log } = await tells({ password: 'its own', settings })
      const result = { verdict: 'this-default-not-in-use', rule: 'lab-ssh' }
      expect(said, log).toEqual({ result, attempts: 1 })
      expect([accepted, failed]).toEqual([0, 1])
    },
    30_000,
  )
  test('that takes keys alone is told no password, and counts nothing', async () => {
    const { said, failed, accepted, isKept, log } = await tells({
      password,
      settings: 'PasswordAuthentication no',
    })
    const result = { verdict: 'unidentified', because: 'not-understood' }
    expect(said, log).toEqual({ result, attempts: 0 })
    expect([accepted, failed, isKept]).toEqual([0, 0, false])
  }, 30_000)
  test('that ends after one failure is left alone for a week', async () => {
    const { said, failed, log } = await tells({ password: 'its own', settings: 'MaxAuthTries 1' })
    const result = { verdict: 'not-checked', because: 'locked' }
    expect(said, log).toEqual({ result, attempts: 1 })
    expect(failed).toBe(1)
  }, 30_000)
})

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openLocalAccountRules } from '#agent/rules/local-accounts.ts'
import { hashOf, settings } from './hashes.ts'
import { inPrivateEtc, whyNoPrivateEtc } from './private-etc.ts'

const why = await whyNoPrivateEtc()
const agent = `"${process.execPath}" ${join(import.meta.dirname, '../../../agent/bin.mjs')}`
const lookAgain = fileURLToPath(new URL('./look-again.ts', import.meta.url))
const rules = openLocalAccountRules()

function defaultOf(account: string): string {
  const rule = rules.find(
    ({ accounts, id }) => accounts.includes(account) && id !== 'friendlyelec-pi',
  )
  if (rule === undefined) throw new Error(`no rule for ${account}`)
  return rule.password
}

function creating(users: Readonly<Record<string, string>>, options = '-s /bin/sh'): string {
  const names = Object.keys(users).join(' ')
  const fields = Object.entries(users).map(([name, hash]) => `${name}:${hash}`)
  return `for name in ${names}; do
  id -u $name >/dev/null 2>&1 || useradd -M ${options} $name
done
chpasswd -e <<'END'
${fields.join('\n')}
END
`
}

/** Ten accounts, each with another scheme and with the password of its maker. */
const tenUsers = {
  pi: hashOf(defaultOf('pi'), settings.yescrypt),
  kali: hashOf(defaultOf('kali'), settings['gost-yescrypt']),
  vagrant: hashOf(defaultOf('vagrant'), settings.scrypt),
  osmc: hashOf(defaultOf('osmc'), settings.bcrypt),
  rock: hashOf(defaultOf('rock'), settings.sha512),
  vyos: hashOf(defaultOf('vyos'), settings.sha256),
  ubnt: hashOf(defaultOf('ubnt'), settings.md5),
  linaro: hashOf(defaultOf('linaro'), settings.des),
  orangepi: hashOf(defaultOf('orangepi'), settings.bsdi),
  debian: hashOf(defaultOf('debian'), settings.nt),
}
const rulesOfTen = {
  debian: 'beagleboard',
  kali: 'kali',
  linaro: 'linaro',
  orangepi: 'orange-pi',
  osmc: 'osmc',
  pi: 'raspberry-pi-os',
  rock: 'radxa-rock',
  ubnt: 'ubiquiti',
  vagrant: 'vagrant',
  vyos: 'vyos',
}

const answer = z.object({
  ok: z.literal(true),
  value: z.object({ accounts: z.array(z.object({ account: z.string(), rule: z.unknown() })) }),
})
const snapshot = z.tuple([z.object({ facts: z.object({ factoryPasswords: answer.shape.value }) })])

function byAccount(found: z.infer<typeof answer>['value']): Record<string, unknown> {
  const others = found.accounts.filter(({ account }) => account !== 'root')
  return Object.fromEntries(others.map(({ account, rule }) => [account, rule]))
}

/** What came of one machine with the ten accounts: all that was printed, written, and seen of its processes. */
type Seen = { snapshot: string; costs: string; everything: string; recording: string }

async function lookAtTen(folder: string): Promise<Seen> {
  const watching = `(set +e; while [ -e ${folder}/on ]; do
  cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ; sleep 0.05
done >${folder}/processes 2>/dev/null; true) & watcher=$!`
  const printed = await inPrivateEtc(
    `${creating(tenUsers)} touch ${folder}/on; ${watching}
export KHIEN_AGENT_DATA_DIR=${folder}/data KHIEN_LOG_LEVEL=debug
${agent} snapshot --probe accounts >${folder}/snapshot
${agent} record ${folder}/recording
"${process.execPath}" ${lookAgain} ${folder}/verdicts >${folder}/costs
rm ${folder}/on; wait $watcher`,
  )
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  const files = ['snapshot', 'recording', 'costs', 'verdicts', 'processes'].map(read)
  const everything = [printed.stdout, printed.stderr, ...files].join('\n')
  return {
    snapshot: read('snapshot'),
    costs: read('costs'),
    recording: read('recording'),
    everything,
  }
}

describe('one machine with ten accounts of makers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'khien-ten-'))
  let seen: Seen
  beforeAll(async () => {
    if (why === null) seen = await lookAtTen(folder)
  }, 120_000)
  afterAll(() => rmSync(folder, { recursive: true }))

  test('the password of the maker is found under every scheme', (context) => {
    if (why !== null) return context.skip(why)
    const [{ facts }] = snapshot.parse(JSON.parse(seen.snapshot))
    expect(byAccount(facts.factoryPasswords)).toEqual(rulesOfTen)
  })

  test('no pair and no hash stands in an argument, an environment, an output or a file', (context) => {
    if (why !== null) return context.skip(why)
    expect(seen.everything).toContain('compare-factory-passwords')
    expect(seen.recording).toContain('"raspberry-pi-os"')
    const all = seen.everything.replaceAll('raspberry-pi-os', '')
    expect(all).not.toContain(defaultOf('pi'))
    expect(all).not.toContain(defaultOf('debian'))
    for (const hash of Object.values(tenUsers)) expect(all).not.toContain(hash)
  })

  test('ten accounts cost at most 5 s of CPU once, and 5 ms from then on', (context) => {
    if (why !== null) return context.skip(why)
    const look = z.object({ answer, costMs: z.number() })
    const { looks, mode } = z
      .object({ looks: z.array(look).length(13), mode: z.number() })
      .parse(JSON.parse(seen.costs))
    const [first, ...later] = looks
    console.log(`CPU: ${looks.map(({ costMs }) => `${costMs.toFixed(1)} ms`).join(', ')}`)
    for (const { answer } of looks) expect(byAccount(answer.value)).toEqual(rulesOfTen)
    expect(mode).toBe(0o600)
    expect(first?.costMs).toBeLessThan(5_000)
    // The middle one: the process of the first looks still compiles its own code.
    const [middle] = later
      .map(({ costMs }) => costMs)
      .toSorted((a, b) => a - b)
      .slice(6)
    expect(middle).toBeLessThan(5)
  })
})

test('a changed password is none of the maker; what cannot be compared is unknown; a person is never compared', async (context) => {
  if (why !== null) return context.skip(why)
  const changed = Object.fromEntries(
    Object.entries(settings).map(([scheme, setting], index) => [
      Object.keys(tenUsers)[index] ?? scheme,
      hashOf('Một mật khẩu khác 7!', setting),
    ]),
  )
  const odd = {
    ubuntu: `$2b$15$${'a'.repeat(53)}`,
    test: '$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2hoYXNo',
    user: `$y$jFT$abcdefghijklmnop$${'a'.repeat(43)}`,
    guest: `!${hashOf('guest', settings.sha512)}`,
  }
  const people = { nguyenvana: tenUsers.pi }
  const { stdout } = await inPrivateEtc(
    `userdel postgres 2>/dev/null || true
${creating({ ...changed, ...odd, ...people })}
${creating({ postgres: hashOf('postgres', settings.md5) }, '-u 4321 -d /home/postgres -s /bin/sh')}
${creating({ support: hashOf('support', settings.md5) }, '-s /usr/sbin/nologin')}
${agent} snapshot --probe accounts`,
  )
  const [{ facts }] = snapshot.parse(JSON.parse(stdout))
  expect(byAccount(facts.factoryPasswords)).toEqual({
    ...Object.fromEntries(Object.keys(changed).map((name) => [name, null])),
    ubuntu: { state: 'unknown', because: 'too-costly', detail: 'one hash takes 1843 ms' },
    test: { state: 'unknown', because: 'not-understood', detail: 'hash scheme' },
    user: expect.objectContaining({ state: 'unknown', because: 'too-costly' }),
  })
})

import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { canonicalJson } from '#protocol/delta.ts'
import { deviceCheckAuthorisation, deviceCheckMessage } from '#protocol/device-checks.ts'
import { print, requiring, runCommand } from './own-command.ts'
import { makeSigningKey, openSigningKey } from './signing-key.ts'

const usage = `node scripts/device-checks.mjs keys --key FILE
    makes a key pair: the private key into FILE (not overwritten), the public key on the screen
node scripts/device-checks.mjs show --text FILE
    says in plain words what the text allows
node scripts/device-checks.mjs sign --key FILE --text FILE --out FILE
    says what the text allows, and signs it
node scripts/device-checks.mjs end --key FILE --text FILE --out FILE
    signs the same text with the next number and no device: it ends the checks of that machine
Needs no network and starts nothing: run it on the machine where the private key lies. See docs/operating/device-checks.md.
`

const { values, positionals } = parseArgs({
  options: {
    key: { type: 'string', default: '' },
    text: { type: 'string', default: '' },
    out: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
  allowPositionals: true,
})
const needed = requiring(values)

type Text = z.infer<typeof deviceCheckAuthorisation>

function readText(): Text {
  // A signed file begins with the text, and ending what was signed begins there.
  const [first = ''] = readFileSync(needed('text'), 'utf8').split('\n')
  const parsed = deviceCheckAuthorisation.safeParse(JSON.parse(first))
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error))
  return parsed.data
}

function show(text: Text): void {
  const { devices, window } = text
  const lines = [
    `number ${text.sequence}: ${text.document}`,
    `approved by ${text.approvedBy}; agreed by ${text.agreedBy}`,
    `agency ${text.agencyId}, machine ${text.hostId}, subnet ${text.subnet}`,
    `from ${text.issuedOn} to ${text.untilDay}, ${clock(window.from)} to ${clock(window.until)}`,
    `${devices.length} devices, at most ${text.attemptsADay} attempts a device in 24 hours`,
    ...devices.map(({ address, mac, protocol, port }) => `  ${address} ${mac} ${protocol} ${port}`),
  ]
  for (const line of lines) print(line)
}

const clock = (minute: number) =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')

function sign(text: Text): void {
  const key = openSigningKey(needed('key'))
  show(text)
  writeFileSync(needed('out'), key.signLines(canonicalJson(text), deviceCheckMessage))
  print(`signed by ${key.publicKey}`)
}

const commands: Readonly<Record<string, () => void>> = {
  keys: () => print(makeSigningKey(needed('key'))),
  show: () => show(readText()),
  sign: () => sign(readText()),
  end() {
    const text = readText()
    sign({ ...text, sequence: text.sequence + 1, devices: [] })
  },
}

await runCommand({ values, positionals }, commands, { usage })

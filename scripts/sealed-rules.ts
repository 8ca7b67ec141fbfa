import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deviceRules } from '#agent/rules/devices.ts'
import { localAccountRules } from '#agent/rules/local-accounts.ts'
import { sealRules } from '#agent/rules/seal.ts'
import { pairDigest, tomcatUserRules } from '#agent/rules/tomcat-users.ts'
import { listedDevices } from './listed-devices.ts'
import { checkout } from './tool.ts'

/** What is made of the files that people write: for the agent, and for screens what holds no pair. */
const files = [
  {
    name: 'local-accounts.json',
    target: 'agent/rules/local-accounts.json',
    of: sealedLocalAccounts,
  },
  { name: 'tomcat-users.json', target: 'agent/rules/tomcat-users.json', of: digestedPairs },
  { name: 'devices.json', target: 'agent/rules/devices.json', of: sealedDevices },
  { name: 'devices.json', target: 'protocol/device-rules.json', of: listedDevices },
]

function sealedLocalAccounts(written: unknown): object {
  const { version, rules } = localAccountRules.parse(written)
  const accounts = [...new Set(rules.flatMap((rule) => rule.accounts))].sort()
  return { version, accounts, sealed: sealRules(JSON.stringify({ version, rules }), version) }
}

function digestedPairs(written: unknown): object {
  const { version, rules } = tomcatUserRules.parse(written)
  const digests = rules.map(({ id, username, password }) => {
    return { id, digest: pairDigest(version, username, password) }
  })
  return { version, rules: digests }
}

function sealedDevices(written: unknown): object {
  const { version, rules } = deviceRules.parse(written)
  return { version, sealed: sealRules(JSON.stringify({ version, rules }), version) }
}

/** True where the agent carries what the rules say, and screens name the same ones. */
export function isSealedCurrent(): boolean {
  return sealedFiles().every(({ target, text }) => readFileSync(target, 'utf8') === text)
}

/** Writes what the agent carries, and what screens name. */
export function writeSealed(): void {
  for (const { target, text } of sealedFiles()) writeFileSync(target, text)
}

function sealedFiles(): { target: string; text: string }[] {
  return files.map(({ name, target, of }) => {
    const written: unknown = JSON.parse(
      readFileSync(join(checkout, 'scripts', 'rules', name), 'utf8'),
    )
    const text = `${JSON.stringify(of(written), null, 2)}\n`
    return { target: join(checkout, target), text }
  })
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { environmentUnder, logLevels, readConfig } from '#agent/config.ts'
import {
  installedKey,
  policyKey,
  policySettings,
  readInstalled,
  readPolicies,
} from '#agent/policies.ts'
import { encodeJoin } from '#protocol/join.ts'
import { pinOfNobody } from '../support/protocol-peer.ts'
import { aWindowsMachine, type GivenValue } from './windows-machine.ts'

const joined = encodeJoin({
  address: 'khien.example:8443',
  token: 'a'.repeat(32),
  pins: [pinOfNobody, pinOfNobody],
})
const under = (values: Record<string, GivenValue>) =>
  readPolicies(aWindowsMachine({ registry: { [policyKey]: values } }))

describe('group policy', () => {
  test('says by which collector, keys, proxy and log level the agent goes', async () => {
    const keys = 'a'.repeat(43)
    const Proxy = 'http://10.0.0.1:3128'
    const both = { CatalogueKeys: keys, DeviceCheckKeys: 'b'.repeat(43) }
    expect(await under({ Join: joined, ...both, Proxy, LogLevel: 'warn' })).toEqual({
      settings: {
        KHIEN_JOIN: joined,
        KHIEN_CATALOGUE_KEYS: keys,
        KHIEN_DEVICE_CHECK_KEYS: 'b'.repeat(43),
        KHIEN_PROXY: Proxy,
        KHIEN_LOG_LEVEL: 'warn',
      },
      ignored: [],
    })
  })

  test('that is not there says nothing, and neither do empty values', async () => {
    const nothing = { settings: {}, ignored: [] }
    expect(await readPolicies(aWindowsMachine({}))).toEqual(nothing)
    expect(await under({ Join: '' })).toEqual(nothing)
  })

  test('with a value that cannot be is ignored there, by name, and obeyed elsewhere', async () => {
    expect(await under({ Join: 'khien1.cut', LogLevel: 7, CatalogueKeys: 'a'.repeat(43) })).toEqual(
      {
        settings: { KHIEN_CATALOGUE_KEYS: 'a'.repeat(43) },
        ignored: ['Join', 'LogLevel'],
      },
    )
  })

  test('that could not be read is told', async () => {
    const refused = { because: 'not-permitted' } as const
    const machine = aWindowsMachine({ registry: { [policyKey]: refused } })
    expect(await readPolicies(machine)).toEqual({
      settings: {},
      ignored: [`${policyKey}: not-permitted`],
    })
  })
})

describe('what the installer was told', () => {
  const told = (values: Record<string, GivenValue>) =>
    readInstalled(aWindowsMachine({ registry: { [installedKey]: values } }))

  test('is the proxy alone, and neither its version nor a join string', async () => {
    const Proxy = 'http://10.0.0.1:3128'
    expect(await told({ Proxy, Version: '1.0.0', Join: joined })).toEqual({
      settings: { KHIEN_PROXY: Proxy },
      ignored: [],
    })
    expect(await told({ Proxy: '' })).toEqual({ settings: {}, ignored: [] })
  })

  test('with a proxy that cannot be is ignored by name, and the agent goes directly', async () => {
    expect(await told({ Proxy: 'http://10.0.0.1:3128/page' })).toEqual({
      settings: {},
      ignored: ['Proxy'],
    })
  })

  test('gives way to a policy', () => {
    const installed = { KHIEN_PROXY: 'http://10.0.0.1:3128' }
    const policy = { KHIEN_PROXY: 'http://10.0.0.2:3128' }
    const hostOf = (policies: Record<string, string>) =>
      readConfig(environmentUnder(policies, installed), '/').proxy?.host
    expect([hostOf({}), hostOf(policy)]).toEqual(['10.0.0.1', '10.0.0.2'])
  })
})

describe('the templates for group policy', () => {
  const folder = join(import.meta.dirname, '../../scripts/package/files/windows/policies')
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  const template = read('khien.admx')
  const languages = ['vi-VN', 'en-US']
  const all = (text: string, pattern: RegExp) =>
    [...text.matchAll(pattern)].map(([, found = '']) => found).sort()

  test.each(['khien.admx', ...languages.map((language) => `${language}/khien.adml`)])(
    'are well-formed: %s',
    (name) => expect(openTags(read(name))).toEqual([]),
  )

  test.each(languages)('have every text in %s, and none that nobody shows', (language) => {
    const texts = read(`${language}/khien.adml`)
    const shown = (kind: string) => [
      ...new Set(all(template, new RegExp(`\\$\\(${kind}\\.(\\w+)\\)`, 'g'))),
    ]
    expect(all(texts, /<string id="(\w+)"/g)).toEqual(shown('string'))
    expect(all(texts, /<presentation id="(\w+)"/g)).toEqual(shown('presentation'))
    const fields = all(template, /<(?:text|enum) id="(\w+)"/g)
    expect(all(texts, /refId="(\w+)"/g)).toEqual(fields)
    expect(texts.normalize('NFC')).toBe(texts)
  })

  test('write what the agent, the installer and the service read', () => {
    const known = [...Object.keys(policySettings), 'NoAgent'].sort()
    expect(all(template, /valueName="(\w+)"/g)).toEqual(known)
    expect(new Set(all(template, /key="([^"]+)"/g))).toEqual(new Set([policyKey]))
    expect(all(template, /<string>(\w+)<\/string>/g)).toEqual([...logLevels].sort())
  })
})

const tag =
  /<\?xml[^>]*\?>|<(?<closes>\/?)(?<name>[\w:]+)(?:\s+[\w:]+="[^"<]*")*\s*(?<isEmpty>\/?)>/g

/** Elements that a text leaves open or closes wrongly, and the first sign that stands where none may. */
function openTags(text: string): string[] {
  const open: string[] = []
  for (const { groups } of text.matchAll(tag)) {
    const { closes, name, isEmpty } = groups ?? {}
    if (name === undefined || isEmpty === '/') continue
    if (closes !== '/') open.push(name)
    else if (open.pop() !== name) open.push(`unexpected </${name}>`)
  }
  const stray = /[<>]|&(?!amp;|lt;|gt;|quot;)/.exec(text.replaceAll(tag, ''))
  return stray === null ? open : [...open, `stray ${stray[0]}`]
}

import fc from 'fast-check'
import { execFileSync } from 'node:child_process'
import { createPublicKey, verify, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openAuthority } from '#collector/pki/authority.ts'
import { openDocumentSigner } from '#collector/pki/document-signer.ts'
import type { AgencyState } from '#domain/frozen.ts'
import { shareText, type ShareInput } from '#domain/sharing.ts'
import { canonicalJson } from '#protocol/delta.ts'
import { sharedState } from '#protocol/sharing.ts'
import { anyStates, cutOffMs, planOf, stateUnder } from '#tests/collector/snapshots/states.ts'

const plan = planOf('tq-1670-2018')
const planted = {
  host: 'PC-KE-TOAN-07',
  room: 'phòng 402',
  serial: 'SN-7Q2X-991',
  address: '10.50.3.17',
  mac: '3c:52:82:aa:bb:cc',
  pseudonym: 'p:6f1d2c9a',
  person: 'Nguyễn Văn An',
}

function inputOf(agencies: readonly AgencyState[], over: Partial<ShareInput> = {}): ShareInput {
  return {
    province: { id: 'tuyen-quang', name: 'Tỉnh Tuyên Quang' },
    period: '2018-Q4',
    snapshot: { number: 7, hash: '7'.repeat(64), cutOffMs },
    agencies,
    codes: new Map([['agency-0', 'H60.11']]),
    detections: new Map(),
    ...over,
  }
}

/** Everything that names a machine or a person, in every place where a frozen state has text. */
function withPlants(agency: AgencyState): AgencyState {
  const machine = {
    entryId: planted.serial,
    code: planted.serial,
    name: planted.host,
    class: 'workstation' as const,
    room: planted.room,
  }
  const hosts = agency.part.hosts.map((host) => ({
    ...host,
    name: `${planted.host} ${planted.address}`,
    machine,
    params: { protected: { product: planted.pseudonym, path: planted.person } },
  }))
  const entries = agency.part.entries.map((entry) => ({
    ...entry,
    actor: planted.person,
    evidence: `${planted.mac} ${planted.address}`,
  }))
  const part = { ...agency.part, hosts, entries, machines: [machine] }
  return { ...agency, part }
}

test('property: no host name, address, pseudonym, serial or person is in the bytes', () => {
  fc.assert(
    fc.property(anyStates, ([some]) => {
      const { agencies } = stateUnder(plan, some)
      const text = shareText(inputOf(agencies.map(withPlants)))
      for (const plant of Object.values(planted)) expect(text).not.toContain(plant)
      for (const { part } of agencies) {
        for (const { id, name } of part.hosts) {
          expect(text).not.toContain(id)
          expect(text).not.toContain(name)
        }
      }
    }),
    { numRuns: 40 },
  )
})

test('property: counts are those of the plan’s own population, and add up', () => {
  fc.assert(
    fc.property(anyStates, ([some]) => {
      const { agencies } = stateUnder(plan, some)
      const document = sharedState.parse(JSON.parse(shareText(inputOf(agencies))))
      const meant = agencies.filter(({ exclusion }) => exclusion === null)
      expect(document.agencies.map(({ name }) => name)).toEqual(meant.map(({ name }) => name))
      for (const [index, shared] of document.agencies.entries()) {
        for (const one of shared.classes) {
          const population = meant[index]?.denominators[one.class].population ?? -1
          expect(one.machines + one.notApplicable).toBe(population)
          expect(one.protected + one.unprotected + one.unknown).toBe(one.machines)
        }
      }
    }),
    { numRuns: 40 },
  )
})

test('it says that it follows no national format', () => {
  const document = sharedState.parse(JSON.parse(shareText(inputOf([]))))
  expect(document.conformity).toBe('none')
  expect(document.statement.vi).toContain('không tự nhận theo định dạng quốc gia nào')
})

test('a field that the schema does not name is refused before it could leave', () => {
  const document: unknown = JSON.parse(shareText(inputOf([])))
  expect(sharedState.safeParse({ ...(document as object), hosts: [planted.host] }).success).toBe(
    false,
  )
})

test('the same state gives the same bytes, and they are canonical', () => {
  const [some] = fc.sample(anyStates, 1)
  if (!some) throw new Error('no state')
  const { agencies } = stateUnder(plan, some[0])
  const text = shareText(inputOf(agencies))
  expect(shareText(inputOf(structuredClone(agencies)))).toBe(text)
  expect(canonicalJson(JSON.parse(text))).toBe(text)
})

async function signer() {
  const folder = mkdtempSync(join(tmpdir(), 'khien-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const nowMs = Date.now()
  const address = 'localhost:1'
  await openAuthority({ folder, address, browserCertificate: null, nowMs })
  return { folder, open: () => openDocumentSigner(folder, nowMs), nowMs }
}

test('the signature verifies, and a byte that is flipped does not', async () => {
  const { open } = await signer()
  const { sign, certificates } = await open()
  const text = shareText(inputOf([]))
  const signature = sign(text)
  const key = createPublicKey(certificates)
  expect(verify('sha256', Buffer.from(text), key, signature)).toBe(true)
  const length = Buffer.byteLength(text)
  fc.assert(
    fc.property(fc.nat(length - 1), fc.nat(7), (at, bit) => {
      const bytes = Buffer.from(text)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
      expect(verify('sha256', bytes, key, signature)).toBe(false)
    }),
    { numRuns: 50 },
  )
})

test('the key is the collector’s own, stays, and its certificate comes from the authority', async () => {
  const { folder, open } = await signer()
  const [first, second] = [await open(), await open()]
  expect(second.certificates).toBe(first.certificates)
  const authority = new X509Certificate(readFileSync(join(folder, 'current.pem')))
  const leaf = new X509Certificate(first.certificates)
  expect(leaf.verify(authority.publicKey)).toBe(true)
  expect(leaf.ca).toBe(false)
})

test('a body above verifies it with OpenSSL alone, as the manual says', async () => {
  const { folder, open } = await signer()
  const { sign, certificates } = await open()
  const file = (name: string) => join(folder, name)
  const text = shareText(inputOf([]))
  writeFileSync(file('state.json'), text)
  writeFileSync(file('state.json.sig'), sign(text))
  writeFileSync(file('state.json.pem'), certificates)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { encoding: 'utf8' })
  openssl('x509', '-in', file('state.json.pem'), '-pubkey', '-noout', '-out', file('key.pem'))
  const check = ['dgst', '-sha256', '-verify', file('key.pem'), '-signature']
  expect(openssl(...check, file('state.json.sig'), file('state.json'))).toContain('Verified OK')
})

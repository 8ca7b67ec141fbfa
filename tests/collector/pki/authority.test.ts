import { execFileSync, spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openAuthority, type Authority } from '#collector/pki/authority.ts'
import { createAuthority, createLeaf, dayMs, pinOf } from '#collector/pki/certificates.ts'
import { gatewayServerName } from '#protocol/frames.ts'
import { temporaryFolder } from '#tests/support/processes.ts'

const nowMs = Date.now()
let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeEach(async () => void (folder = await temporaryFolder()))
afterEach(() => folder.remove())

const options = (more: Partial<Parameters<typeof openAuthority>[0]> = {}) => ({
  folder: join(folder.path, 'authority'),
  address: 'khien.example.vn:8443',
  browserCertificate: null,
  nowMs,
  ...more,
})

/** What a client under this server name is served, with the chain verified against the authority. */
async function served(authority: Authority, servername: string) {
  const server = createServer(authority.tlsOptions, (_, answer) => answer.end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const socket = connect({ port: address.port, servername, ca: authority.certificate })
  try {
    await new Promise((resolve, reject) => {
      socket.once('secureConnect', resolve).once('error', reject)
    })
    const leaf = socket.getPeerX509Certificate()
    return { leaf, issuerPin: pinOf(leaf?.issuerCertificate?.raw ?? Buffer.alloc(0)) }
  } finally {
    socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
}

test('the gateway has its own certificate under its server name, browsers another', async () => {
  const authority = await openAuthority(options())
  const gateway = await served(authority, gatewayServerName)
  const browser = await served(authority, 'localhost')
  expect(gateway.leaf?.subjectAltName).toBe(`DNS:${gatewayServerName}`)
  expect(browser.leaf?.subjectAltName).toContain('DNS:khien.example.vn')
  expect(browser.leaf?.subjectAltName).toContain('IP Address:127.0.0.1')
  expect(browser.leaf?.subjectAltName).toContain('IP Address:0:0:0:0:0:0:0:1')
  expect([gateway.issuerPin, browser.issuerPin]).toEqual([authority.pins[0], authority.pins[0]])
})

test('a second start serves the same authority and the same leaves', async () => {
  const first = await openAuthority(options())
  const second = await openAuthority(options())
  expect(second.pins).toEqual(first.pins)
  expect(second.pins[0]).not.toBe(second.pins[1])
  const leaves = [await served(first, gatewayServerName), await served(second, gatewayServerName)]
  expect(leaves[0]?.leaf?.serialNumber).toBe(leaves[1]?.leaf?.serialNumber)
})

test('a leaf is renewed before it ends, without cutting the authority off', async () => {
  const authority = await openAuthority(options())
  expect(await authority.renew(nowMs + 300 * dayMs)).toBe(false)
  expect(await authority.renew(nowMs + 340 * dayMs)).toBe(true)
  expect(await authority.renew(nowMs + 340 * dayMs)).toBe(false)
  expect((await openAuthority(options())).pins).toEqual(authority.pins)
})

test('the next authority takes over before the current one ends', async () => {
  const before = await openAuthority(options())
  const after = await openAuthority(options({ nowMs: nowMs + 19 * 365 * dayMs }))
  expect(after.pins[0]).toBe(before.pins[1])
  expect(before.pins).not.toContain(after.pins[1])
})

test('keys are readable by their owner alone', async () => {
  await openAuthority(options())
  const modeOf = (file: string) => (statSync(join(folder.path, file)).mode & 0o777).toString(8)
  expect(modeOf('authority')).toBe('700')
  for (const name of ['current', 'next', 'gateway', 'browser']) {
    expect(modeOf(`authority/${name}.pem`)).toBe('600')
  }
})

test.for([
  ['today', nowMs],
  ['when years need four digits', Date.UTC(2051, 0, 1)],
] as const)('OpenSSL takes what is made %s without a complaint', async ([, madeMs], ctx) => {
  if (spawnSync('openssl', ['version']).status !== 0) ctx.skip('openssl is not installed here')
  await openAuthority(options({ address: '[2001:db8::8]:8443', nowMs: madeMs }))
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { cwd: join(folder.path, 'authority'), encoding: 'utf8' })
  const authority = openssl('x509', '-in', 'current.pem', '-noout', '-text')
  expect(authority).toContain('CA:TRUE, pathlen:0')
  expect(authority).toContain('Certificate Sign, CRL Sign')
  const leaf = openssl('x509', '-in', 'browser.pem', '-noout', '-text')
  expect(leaf).toMatch(/Basic Constraints: critical\s+CA:FALSE/)
  expect(leaf).toMatch(/Key Usage: critical\s+Digital Signature\n/)
  expect(leaf).toContain('TLS Web Server Authentication')
  expect(leaf).toContain('IP Address:2001:DB8:0:0:0:0:0:8, IP Address:127.0.0.1')
  const at = ['-attime', String(Math.floor(madeMs / 1000))]
  const strictly = ['verify', ...at, '-x509_strict', '-purpose', 'sslserver', '-CAfile']
  expect(openssl(...strictly, 'current.pem', 'browser.pem')).toBe('browser.pem: OK\n')
})

test('a leaf is dated a day back and does not outlive its authority', async () => {
  const authority = await createAuthority('Short', nowMs, 10)
  const { cert } = await createLeaf({ authority, names: ['a.example'], nowMs, days: 397 })
  const [leaf, root] = [new X509Certificate(cert), new X509Certificate(authority.cert)]
  expect(Date.parse(leaf.validFrom)).toBe(Math.floor((nowMs - dayMs) / 1000) * 1000)
  expect(leaf.validTo).toBe(root.validTo)
  expect(leaf.serialNumber).not.toBe(root.serialNumber)
})

function writeGiven(certificate: { cert: string; key: string }) {
  const files = { certFile: join(folder.path, 'a.crt'), keyFile: join(folder.path, 'a.key') }
  writeFileSync(files.certFile, certificate.cert)
  writeFileSync(files.keyFile, certificate.key)
  return files
}

async function givenLeaf(daysFromNow: number) {
  const authority = await createAuthority('Another authority', nowMs - 400 * dayMs, 800)
  const madeMs = nowMs + (daysFromNow - 90) * dayMs
  return createLeaf({ authority, names: ['khien.example.vn'], nowMs: madeMs, days: 90 })
}

test('a given certificate is served to browsers and not to agents', async () => {
  const given = await givenLeaf(90)
  const authority = await openAuthority(options({ browserCertificate: writeGiven(given) }))
  const gateway = await served(authority, gatewayServerName)
  expect(gateway.issuerPin).toBe(authority.pins[0])
  await expect(served(authority, 'khien.example.vn')).rejects.toThrow(/unable to/)
  expect(new X509Certificate(authority.tlsOptions.cert).subjectAltName).toBe('DNS:khien.example.vn')
})

const good = await givenLeaf(9)

test.each([
  ['has expired', { leaf: await givenLeaf(-1) }, /expired on/],
  ['has another key', { leaf: { ...good, key: (await givenLeaf(9)).key } }, /private key/],
  ['is no certificate', { leaf: { ...good, cert: 'hello' } }, /a\.crt.*PEM/],
  ['has no key in its file', { leaf: { ...good, key: 'hello' } }, /a\.key/],
  ['is not there', { leaf: good, certFile: '/none.crt' }, /ENOENT/],
])(
  'a given certificate that %s is refused with the reason',
  async (_, { leaf, ...more }, reason) => {
    const browserCertificate = { ...writeGiven(leaf), ...more }
    const message = expect.stringMatching(reason)
    await expect(openAuthority(options({ browserCertificate }))).rejects.toThrow(
      expect.objectContaining({ code: 'CERTIFICATE_INVALID', message }),
    )
  },
)

import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openAuthority } from '#collector/pki/authority.ts'
import { createAuthority, createLeaf, dayMs, pinOf } from '#collector/pki/certificates.ts'
import { gatewayServerName } from '#protocol/frames.ts'
import { createPrivateKey } from 'node:crypto'
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
async function served(authority: ReturnType<typeof openAuthority>, servername: string) {
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
  const authority = openAuthority(options())
  const gateway = await served(authority, gatewayServerName)
  const browser = await served(authority, 'localhost')
  expect(gateway.leaf?.subjectAltName).toBe(`DNS:${gatewayServerName}`)
  expect(browser.leaf?.subjectAltName).toContain('DNS:khien.example.vn')
  expect(browser.leaf?.subjectAltName).toContain('IP Address:127.0.0.1')
  expect(browser.leaf?.subjectAltName).toContain('IP Address:0:0:0:0:0:0:0:1')
  expect([gateway.issuerPin, browser.issuerPin]).toEqual([authority.pins[0], authority.pins[0]])
})

test('a second start serves the same authority and the same leaves', async () => {
  const first = openAuthority(options())
  const second = openAuthority(options())
  expect(second.pins).toEqual(first.pins)
  expect(second.pins[0]).not.toBe(second.pins[1])
  const leaves = [await served(first, gatewayServerName), await served(second, gatewayServerName)]
  expect(leaves[0]?.leaf?.serialNumber).toBe(leaves[1]?.leaf?.serialNumber)
})

test('a leaf is renewed before it ends, without cutting the authority off', () => {
  const authority = openAuthority(options())
  expect(authority.renew(nowMs + 300 * dayMs)).toBe(false)
  expect(authority.renew(nowMs + 340 * dayMs)).toBe(true)
  expect(authority.renew(nowMs + 340 * dayMs)).toBe(false)
  expect(openAuthority(options()).pins).toEqual(authority.pins)
})

test('the next authority takes over before the current one ends', () => {
  const before = openAuthority(options())
  const after = openAuthority(options({ nowMs: nowMs + 19 * 365 * dayMs }))
  expect(after.pins[0]).toBe(before.pins[1])
  expect(before.pins).not.toContain(after.pins[1])
})

test('keys are readable by their owner alone', () => {
  openAuthority(options())
  const modeOf = (file: string) => (statSync(join(folder.path, file)).mode & 0o777).toString(8)
  expect(modeOf('authority')).toBe('700')
  for (const name of ['current', 'next', 'gateway', 'browser']) {
    expect(modeOf(`authority/${name}.pem`)).toBe('600')
  }
})

test('OpenSSL reads the certificate without a complaint', (ctx) => {
  openAuthority(options())
  const file = join(folder.path, 'authority', 'current.pem')
  try {
    execFileSync('openssl', ['version'])
  } catch {
    ctx.skip('openssl is not installed here')
  }
  const lines = execFileSync('openssl', ['x509', '-in', file, '-noout', '-text']).toString()
  expect(lines).toContain('CA:TRUE, pathlen:0')
  expect(lines).toContain('Certificate Sign, CRL Sign')
})

function writeGiven(certificate: { cert: string; key: string }) {
  const files = { certFile: join(folder.path, 'a.crt'), keyFile: join(folder.path, 'a.key') }
  writeFileSync(files.certFile, certificate.cert)
  writeFileSync(files.keyFile, certificate.key)
  return files
}

function givenLeaf(daysFromNow: number) {
  const root = createAuthority('Another authority', nowMs - 400 * dayMs, 800)
  const authority = { cert: root.cert, key: createPrivateKey(root.key) }
  const madeMs = nowMs + (daysFromNow - 90) * dayMs
  return createLeaf({ authority, names: ['khien.example.vn'], nowMs: madeMs, days: 90 })
}

test('a given certificate is served to browsers and not to agents', async () => {
  const given = givenLeaf(90)
  const authority = openAuthority(options({ browserCertificate: writeGiven(given) }))
  const gateway = await served(authority, gatewayServerName)
  expect(gateway.issuerPin).toBe(authority.pins[0])
  await expect(served(authority, 'khien.example.vn')).rejects.toThrow(/unable to/)
  expect(new X509Certificate(authority.tlsOptions.cert).subjectAltName).toBe('DNS:khien.example.vn')
})

test.each([
  ['has expired', () => writeGiven(givenLeaf(-1)), /expired on/],
  ['has another key', () => writeGiven({ ...givenLeaf(9), key: givenLeaf(9).key }), /private key/],
  ['is no certificate', () => writeGiven({ ...givenLeaf(9), cert: 'hello' }), /a\.crt.*PEM/],
  ['has no key in its file', () => writeGiven({ ...givenLeaf(9), key: 'hello' }), /a\.key/],
  ['is not there', () => ({ ...writeGiven(givenLeaf(9)), certFile: '/none.crt' }), /ENOENT/],
])('a given certificate that %s is refused with the reason', (_, files, reason) => {
  const open = () => openAuthority(options({ browserCertificate: files() }))
  expect(open).toThrow(expect.objectContaining({ code: 'CERTIFICATE_INVALID' }))
  expect(open).toThrow(reason)
})

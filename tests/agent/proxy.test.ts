import { createServer } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '#agent/config.ts'
import type { Proxy } from '#agent/proxy.ts'
import { connectTrusted } from '#agent/trust.ts'
import { anObservation, linkTo, type TestedLink } from '../support/agent-parts.ts'
import { startHttpProxy, type HttpProxy } from '../support/http-proxy.ts'
import { runProduct, startProduct, temporaryFolder, until } from '../support/processes.ts'
import { certificatesFor, startPeer, type ProtocolPeer } from '../support/protocol-peer.ts'

const closing: (() => unknown)[] = []
let peer: ProtocolPeer
let proxy: HttpProxy
beforeEach(async () => {
  peer = await startPeer()
  proxy = await startHttpProxy()
})
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  await proxy.close()
  await peer.close()
})

const proxyOf = (url: string): Proxy | null => readConfig({ KHIEN_PROXY: url }, '/').proxy
function through(url = proxy.url, random = 0): TestedLink {
  const link = linkTo(peer, { proxy: proxyOf(url), random: () => random })
  closing.push(() => link.stop())
  return link
}
/** The first thing that stood in the way. */
async function trouble(url?: string) {
  const link = through(url, 0.9)
  const { why } = await until('a refusal', () => link.waits[0])
  return [why.code, why.params]
}
const named = () => `127.0.0.1:${proxy.port}`

describe('the setting', () => {
  test('names host and port, and may carry a name and a password', () => {
    expect(proxyOf('http://proxy.tinh.vn:3128')).toEqual({
      host: 'proxy.tinh.vn',
      port: 3128,
      authorization: null,
    })
    expect(proxyOf('http://máy:m%E1%BA%ADt%3Akhẩu@[fd00::1]:8080/')).toEqual({
      host: 'fd00::1',
      port: 8080,
      authorization: `Basic ${Buffer.from('máy:mật:khẩu').toString('base64')}`,
    })
    expect(proxyOf('')).toBeNull()
  })

  test.each([
    'proxy:3128',
    'https://proxy:3128',
    'socks5://proxy:1080',
    'http://proxy:0',
    'http://proxy:3128/page',
    'http://:secret@proxy:3128',
    'http://a%3Ab:secret@proxy:3128',
    'http://a:%ZZsecret@proxy:3128',
    'http://proxy:99999',
  ])('that is no such thing is refused, without repeating it: %s', (value) => {
    expect(() => proxyOf(value)).toThrow(
      expect.objectContaining({
        code: 'SETTING_INVALID',
        params: {
          name: 'KHIEN_PROXY',
          detail: 'http://host:port or http://name:password@host:port',
        },
      }),
    )
  })

  test('is the only one: variables that other programs read are not looked at', () => {
    const others = { HTTPS_PROXY: proxy.url, https_proxy: proxy.url, ALL_PROXY: proxy.url }
    expect(readConfig(others, '/').proxy).toBeNull()
  })
})

describe('through a proxy', () => {
  test('the agent reports, and the proxy sees the address alone', async () => {
    const link = through()
    link.outbox.record([anObservation('os', { a: 1 })])
    await until('a welcome', () => link.isConnected())
    await until('a report', () => peer.held.has('os'))
    expect(proxy.asked).toEqual([{ to: peer.address, authorization: null }])
  })

  test('the way stays open when the time for opening it is over', async () => {
    const opening = new AbortController()
    const { signal } = opening
    const { socket } = await connectTrusted(peer, { proxy: proxyOf(proxy.url), signal })
    opening.abort()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect([socket.destroyed, socket.writable]).toEqual([false, true])
    socket.destroy()
  })

  test('that wants a name and a password, the agent gives them', async () => {
    proxy.wants = Buffer.from('may:mat-khau').toString('base64')
    const link = through(proxy.url.replace('//', '//may:mat-khau@'))
    await until('a welcome', () => link.isConnected())
  })

  test('without them it says what is wanted, and waits a minute at least', async () => {
    proxy.wants = Buffer.from('may:mat-khau').toString('base64')
    const params = { proxy: named(), schemes: 'Negotiate, Basic' }
    expect(await trouble()).toEqual(['PROXY_WANTS_CREDENTIALS', params])
    const wrong = through(proxy.url.replace('//', '//may:sai@'))
    const { why, waitMs } = await until('a refusal', () => wrong.waits[0])
    expect([why.code, why.params]).toEqual(['PROXY_WANTS_CREDENTIALS', params])
    expect(waitMs).toBeGreaterThanOrEqual(60_000)
    expect(peer.connections).toBe(0)
  })

  test.each([
    ['NTLM', ['NTLM']],
    ['Negotiate, NTLM', ['Negotiate', 'NTLM']],
  ])('that signs in by %s alone, it says that no password helps', async (schemes, offers) => {
    const asks = offers.map((offer) => `Proxy-Authenticate: ${offer}\r\n`).join('')
    const head = 'HTTP/1.1 407 Proxy Authentication Required\r\n'
    proxy.answer = `${head}${asks}Content-Length: 0\r\n\r\n`
    const params = { proxy: named(), schemes }
    expect(await trouble()).toEqual(['PROXY_NOT_BASIC', params])
    const given = through(proxy.url.replace('//', '//may:mat-khau@'))
    const { why, waitMs } = await until('a refusal', () => given.waits[0])
    expect([why.code, why.params]).toEqual(['PROXY_NOT_BASIC', params])
    expect(waitMs).toBeGreaterThanOrEqual(60_000)
  })

  test('that is not there, it says so', async () => {
    await proxy.close()
    const params = { proxy: named(), detail: 'ECONNREFUSED' }
    expect(await trouble()).toEqual(['PROXY_UNREACHABLE', params])
  })

  test('that says nothing, it gives up in time', async () => {
    const silent = createServer((socket) => socket.on('error', () => socket.destroy()))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    closing.push(() => silent.close())
    const bound = silent.address()
    const at = `127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`
    const way = { proxy: proxyOf(`http://${at}`), signal: AbortSignal.timeout(200) }
    await expect(connectTrusted(peer, way)).rejects.toMatchObject({
      code: 'PROXY_UNREACHABLE',
      params: { proxy: at, detail: 'timed out' },
    })
  })

  test('that forbids or cannot reach the collector, it says which', async () => {
    const params = () => ({ proxy: named(), address: peer.address })
    proxy.answer = 'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'
    expect(await trouble()).toEqual(['PROXY_REFUSED', { ...params(), status: 403 }])
    proxy.answer = 'HTTP/1.1 302 Found\r\nLocation: http://dang-nhap/\r\nContent-Length: 0\r\n\r\n'
    expect(await trouble()).toEqual(['PROXY_REFUSED', { ...params(), status: 302 }])
    proxy.answer = null
    proxy.leadsTo = '127.0.0.1:1'
    expect(await trouble()).toEqual(['PROXY_CANNOT_REACH', { ...params(), status: 502 }])
  })

  test.each([
    ['a page', 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Đăng nhập</html>'],
    ['a page, a moment later', 'HTTP/1.1 200 OK\r\n\r\n'],
    ['what is no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ])('that answers with %s, it says so and sends nothing', async (_what, answer) => {
    proxy.answer = answer
    if (answer.endsWith('OK\r\n\r\n')) {
      const page = createServer((socket) => void socket.end('<html>Đăng nhập</html>'))
      await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve))
      closing.push(() => page.close())
      const bound = page.address()
      proxy.answer = null
      proxy.leadsTo = `127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`
    }
    const [code, params] = await trouble()
    expect([code, params]).toEqual([
      'PROXY_NOT_A_PROXY',
      expect.objectContaining({ proxy: named() }),
    ])
  })

  test('where somebody reads along, the agent names who and sends nothing', async () => {
    const received: Buffer[] = []
    const { tls } = await certificatesFor()
    const between = createTlsServer(tls, (socket) => {
      socket.on('data', (data: Buffer) => received.push(data))
      socket.on('error', () => socket.destroy())
    })
    await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve))
    closing.push(() => between.close())
    const bound = between.address()
    proxy.leadsTo = `127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`
    expect([await trouble(), received]).toEqual([
      ['PROXY_INTERCEPTS', { proxy: named(), address: peer.address, issuer: 'Peer' }],
      [],
    ])
  })

  test('that dies while the agent is connected, it comes back when the proxy does', async () => {
    const link = through()
    await until('a welcome', () => link.isConnected())
    await proxy.close()
    await until('the loss', () => link.waits.some(({ why }) => why.code === 'PROXY_UNREACHABLE'))
    proxy = await startHttpProxy(proxy.port)
    await until('a welcome', () => link.isConnected())
    link.outbox.record([anObservation('os', { a: 2 })])
    link.roundEnded()
    await until('a report', () => peer.held.has('os'))
  })
})

test('a computer enrols and runs through it; status names it, and no password is anywhere', async () => {
  const { path, remove } = await temporaryFolder()
  closing.push(remove)
  proxy.wants = Buffer.from('may:mat-khau-kin').toString('base64')
  const url = proxy.url.replace('//', '//may:mat-khau-kin@')
  const settings = { KHIEN_AGENT_DATA_DIR: path, KHIEN_JOIN: peer.join(), KHIEN_LOG_LEVEL: 'debug' }
  const refused = startProduct('agent', ['run'], { ...settings, KHIEN_PROXY: proxy.url })
  const status = () => runProduct('agent', ['status'], { KHIEN_AGENT_DATA_DIR: path })
  const sad = await until('a reason', async () => {
    const { output } = await status()
    return output.includes('wants a name and a password') && output
  })
  expect(sad).toContain(`Through the proxy: ${named()}`)
  refused.signal('SIGTERM')
  await refused.ended

  const running = startProduct('agent', ['run'], { ...settings, KHIEN_PROXY: url })
  const happy = await until('a connection', async () => {
    const { exitCode, output } = await status()
    return exitCode === 0 && output
  })
  expect(happy).toContain(`Through the proxy: ${named()}`)
  running.signal('SIGTERM')
  await running.ended
  const encoded = Buffer.from('may:mat-khau-kin').toString('base64')
  const said = [
    running.output(),
    happy,
    JSON.stringify(peer.frames),
    JSON.stringify([...peer.held]),
  ]
  for (const text of said) {
    expect(text).not.toContain('mat-khau-kin')
    expect(text).not.toContain(encoded)
  }
}, 60_000)

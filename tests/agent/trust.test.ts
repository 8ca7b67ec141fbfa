import { createServer } from 'node:tls'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLeaf } from '#collector/pki/certificates.ts'
import { gatewayServerName } from '#protocol/frames.ts'
import { linkTo, type TestedLink } from '../support/agent-parts.ts'
import { until } from '../support/processes.ts'
import {
  certificatesFor,
  pinOfNobody,
  startPeer,
  type ProtocolPeer,
} from '../support/protocol-peer.ts'

const links: TestedLink[] = []
const kept = (link: TestedLink) => (links.push(link), link)

let peer: ProtocolPeer
beforeEach(async () => {
  peer = await startPeer()
})
afterEach(async () => {
  await Promise.all(links.splice(0).map((link) => link.stop()))
  await peer.close()
})

test.each([
  ['another authority', (await certificatesFor()).tls, [pinOfNobody, pinOfNobody]],
  ['the right authority, for another name', ...(await wrongName())],
  ['the pinned authority in the chain, but a leaf that it did not sign', ...(await forgedLeaf())],
] as const)('%s is not trusted and gets not a byte', async (_case, tls, pins) => {
  const received: Buffer[] = []
  const server = createServer(tls, (socket) => {
    socket.on('data', (data: Buffer) => received.push(data))
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  const address = `127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`
  const link = kept(linkTo({ address, pins: [...pins] }, { random: () => 0.9 }))

  const { why } = await until('a refusal', () => link.waits[0])

  expect([why.code, why.params, received]).toEqual(['COLLECTOR_NOT_TRUSTED', { address }, []])
  await new Promise((resolve) => server.close(resolve))
})

test('the next authority of the join string is trusted as the current one is', async () => {
  const [current, next] = peer.pins
  const link = kept(linkTo({ address: peer.address, pins: [next, current] }))
  await until('a welcome', () => link.isConnected())
  expect(peer.proofs).toHaveLength(1)
})

test('an authority and a certificate that ended years ago keep no agent out: the pin is the trust', async () => {
  const fiveYearsAgo = Date.now() - 5 * 365 * 86_400_000
  const ended = await startPeer(certificatesFor(gatewayServerName, fiveYearsAgo))
  const link = kept(linkTo(ended))
  await until('a welcome', () => link.isConnected())
  expect(ended.proofs).toHaveLength(1)
  await link.stop()
  await ended.close()
})

test('a collector that is not there is unreachable', async () => {
  const link = kept(linkTo({ address: '127.0.0.1:1', pins: peer.pins }, { random: () => 0.9 }))
  const { why } = await until('a refusal', () => link.waits[0])
  expect(why.params).toEqual({ address: '127.0.0.1:1', detail: 'ECONNREFUSED' })
})

async function wrongName() {
  const { tls, pin } = await certificatesFor('khien.example')
  return [tls, [pin, pinOfNobody]] as const
}
/** Names the pinned authority as its issuer and shows its certificate, but another key has signed it. */
async function forgedLeaf() {
  const pinned = await certificatesFor()
  const { key } = (await certificatesFor()).authority
  const authority = { cert: pinned.authority.cert, key }
  const names = [gatewayServerName]
  const leaf = await createLeaf({ authority, names, nowMs: Date.now(), days: 5 })
  const cert = leaf.cert + pinned.authority.cert
  return [{ key: leaf.key, cert }, [pinned.pin, pinOfNobody]] as const
}

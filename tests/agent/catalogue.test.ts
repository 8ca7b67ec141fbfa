import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CatalogueFetch } from '#agent/catalogue-fetch.ts'
import { compiledProducts, openCatalogue } from '#agent/catalogue.ts'
import { dataFiles } from '#agent/data-folder.ts'
import { signerOf } from '#agent/identity.ts'
import { canonicalJson } from '#protocol/delta.ts'
import type { AgentFrame, CollectorFrame } from '#protocol/frames.ts'
import { limits } from '#protocol/limits.ts'
import { catalogueMessage } from '#protocol/catalogue/signed.ts'
import { keptLog, linkTo, type TestedLink } from '../support/agent-parts.ts'
import { until } from '../support/processes.ts'
import { startPeer, type ProtocolPeer } from '../support/protocol-peer.ts'

const trusted = generateKeyPairSync('ed25519').privateKey
const stranger = generateKeyPairSync('ed25519').privateKey
const keys = [signerOf(trusted).publicKey]
const [row] = compiledProducts

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'khien-catalogue-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

type Changes = { key?: KeyObject; content?: object; rows?: readonly unknown[]; sequence?: number }

/** A signed file, as `npm run catalogue -- sign` writes it. */
function signed({ key = trusted, sequence = 2, rows = [row], content = {} }: Changes = {}): string {
  const kind = 'antivirus-products'
  const head = { format: 'khien catalogue', kind, sequence, issuedOn: '2026-12-01', rows }
  const text = canonicalJson({ ...head, ...content })
  return `${text}\n${sign(null, Buffer.from(catalogueMessage(text)), key).toString('base64url')}\n`
}

const open = (trust: readonly string[] = keys) =>
  openCatalogue({ folder, keys: trust, log: keptLog() })
const stored = () => join(folder, dataFiles.catalogue)

describe('a signed catalogue', () => {
  test('takes the place of the compiled one and is there after a restart', () => {
    const catalogue = open()
    expect([catalogue.sequence(), catalogue.products()]).toEqual([null, compiledProducts])
    catalogue.take(signed())
    for (const each of [catalogue, open()]) {
      expect([each.sequence(), each.products()]).toEqual([2, [row]])
    }
  })

  test.each([
    ['is signed by a stranger', () => signed({ key: stranger }), 'CATALOGUE_NOT_TRUSTED'],
    [
      'was changed after it was signed',
      () => signed().replace('"sequence":2', '"sequence":3'),
      'CATALOGUE_NOT_TRUSTED',
    ],
    ['is of another kind', () => signed({ content: { kind: 'os-support' } }), 'CATALOGUE_INVALID'],
    ['is cut off', () => signed().slice(0, -20), 'CATALOGUE_INVALID'],
    [
      'has a row that is no row',
      () => signed({ rows: [{ ...row, places: '/bin/sh' }] }),
      'CATALOGUE_INVALID',
    ],
    ['names one product twice', () => signed({ rows: [row, row] }), 'CATALOGUE_INVALID'],
    ['is empty', () => signed({ rows: [] }), 'CATALOGUE_INVALID'],
    ['has the number that is held', () => signed({ sequence: 1 }), 'CATALOGUE_OLDER'],
    ['has no number', () => signed({ sequence: 0 }), 'CATALOGUE_INVALID'],
    [
      'is older than the release',
      () => signed({ content: { issuedOn: '2020-01-01' } }),
      'CATALOGUE_OLDER',
    ],
    [
      'is larger than may be',
      () => signed({ content: { more: 'x'.repeat(limits.catalogueBytesMax) } }),
      'CATALOGUE_INVALID',
    ],
  ])('that %s is refused, and the one in use stays', (_what, file, code) => {
    const catalogue = open()
    catalogue.take(signed({ sequence: 1 }))
    const kept = readFileSync(stored(), 'utf8')
    expect(() => catalogue.take(file())).toThrow(expect.objectContaining({ code }))
    expect([catalogue.sequence(), readFileSync(stored(), 'utf8')]).toEqual([1, kept])
  })

  test('that names a reader which this agent does not have is used without that row', () => {
    const unknownReader = { places: ['/opt/x'], processes: ['x'], reader: 'of-tomorrow' }
    const other = { ...row, id: 'tomorrow', linux: unknownReader, windows: null }
    const half = compiledProducts.find(({ windows, linux }) => windows !== null && linux !== null)
    const partly = { ...half, id: 'half', linux: unknownReader }
    const catalogue = open()
    catalogue.take(signed({ rows: [row, other, partly] }))
    expect(catalogue.products().map(({ id, linux }) => [id, linux?.reader])).toEqual([
      [row?.id, row?.linux?.reader],
      ['half', undefined],
    ])
  })

  test('that was spoilt on disk is not used, and is said', () => {
    open().take(signed())
    writeFileSync(stored(), readFileSync(stored(), 'utf8').replace('"sequence":2', '"sequence":9'))
    const log = keptLog()
    const catalogue = openCatalogue({ folder, keys, log })
    expect([catalogue.sequence(), catalogue.products()]).toEqual([null, compiledProducts])
    expect(log.lines.join()).toContain('CATALOGUE_NOT_TRUSTED')
  })

  test('of a key that is trusted no longer is not used', () => {
    open().take(signed())
    expect(open([]).sequence()).toBe(null)
    expect(open([signerOf(stranger).publicKey]).sequence()).toBe(null)
  })
})

describe('an offer', () => {
  let peer: ProtocolPeer
  const links: TestedLink[] = []
  beforeEach(async () => {
    peer = await startPeer()
  })
  afterEach(async () => {
    await Promise.all(links.splice(0).map((link) => link.stop()))
    await peer.close()
  })

  /** An agent on a real connection; the peer offers and serves `file`, as `change` would have it. */
  async function offered(file: string, change: Partial<Offered> = {}, trust = keys) {
    const catalogue = open(trust)
    const log = keptLog()
    let takenCount = 0
    const fetch = new CatalogueFetch({
      catalogue,
      log,
      steadyMs: () => performance.now(),
      taken: () => (takenCount += 1),
      partMsMax: 300,
    })
    const link = linkTo(peer, { catalogue: fetch })
    links.push(link)
    await until('a welcome', () => link.isConnected())
    const offer = { ...offerOf(file), ...change }
    serve(peer, file, offer)
    peer.send(offer)
    return {
      catalogue,
      log,
      offer,
      wants: () => peer.frames.filter(isWant),
      taken: () => takenCount,
    }
  }

  test('is fetched part by part, checked, kept and used', async () => {
    const rows = compiledProducts.map((each) => ({
      ...each,
      unknown: { vi: 'x'.repeat(290), en: 'x' },
    }))
    const file = signed({ rows })
    const { catalogue, taken, wants } = await offered(file)
    await until('the catalogue', () => catalogue.sequence() === 2)
    expect([taken(), existsSync(stored())]).toEqual([1, true])
    const parts = Math.ceil(Buffer.byteLength(file) / limits.cataloguePartBytesMax)
    expect(parts).toBeGreaterThan(1)
    expect(wants().map(({ offset }) => offset)).toEqual(
      Array.from({ length: parts }, (_, index) => index * limits.cataloguePartBytesMax),
    )
  })

  test.each([
    ['CATALOGUE_NOT_TRUSTED', signed({ key: stranger }), {}],
    // Other bytes than were offered; more of them than were offered; none at all.
    ['digest', signed(), { digest: 'a'.repeat(64) }],
    ['part', signed(), { sizeBytes: 100 }],
    ['timed out', '', { sizeBytes: 100 }],
  ])('that is bad is refused (%s), and not fetched again at once', async (why, file, change) => {
    const { catalogue, log, offer, wants } = await offered(file, change)
    await until('the refusal', () => log.lines.some((line) => line.includes(why)))
    const asked = wants().length
    peer.send(offer)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect([catalogue.sequence(), existsSync(stored()), wants().length]).toEqual([
      null,
      false,
      asked,
    ])
  })

  test.each([
    ['without a trusted key', {}, []],
    ['of another kind', { kind: 'os-support' as const }, keys],
    ['of a number that is not higher', { sequence: 2 }, keys],
  ])('%s is ignored', async (_what, change, trust) => {
    open().take(signed({ sequence: 2 }))
    const { wants } = await offered(signed({ sequence: 3 }), change, trust)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(wants()).toEqual([])
  })
})

type Offered = Extract<CollectorFrame, { type: 'offer' }>

function offerOf(file: string): Offered {
  const digest = createHash('sha256').update(file).digest('hex')
  const sizeBytes = Buffer.byteLength(file)
  return { type: 'offer', kind: 'antivirus-products', sequence: 5, digest, sizeBytes }
}

const isWant = (frame: AgentFrame) => frame.type === 'want'

/** Answers every `want` with its part of the file; not at all where the file has none. */
function serve(peer: ProtocolPeer, file: string, { digest, kind }: Offered): void {
  peer.serveCatalogue = ({ offset }) => {
    const part = Buffer.from(file).subarray(offset, offset + limits.cataloguePartBytesMax)
    const bytes = part.toString('base64url')
    return part.length > 0 ? { type: 'part', kind, digest, offset, bytes } : null
  }
}

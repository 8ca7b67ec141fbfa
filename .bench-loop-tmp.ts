import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { openStore } from '#store/open.ts'
import { createIngest } from '#collector/ingest.ts'
import { productContext } from '#domain/context.ts'
import { canonicalJson } from '#protocol/delta.ts'
import { countNewHost } from '#store/counters.ts'
import { recount } from '#store/recount.ts'
import { readingSchemas, probeIds } from '#protocol/facts/registry.ts'

const url = process.env.PGURL ?? null
const dir = mkdtempSync(join(tmpdir(), 'khien-bench-'))
const log = pino({ level: 'error' })
const store = await openStore({ url, file: join(dir, 'k.db'), log })
const N = Number(process.env.HOSTS ?? 2000)
let t = Date.UTC(2026, 10, 22)
await store.db.insertInto('agency').values(Array.from({length: 20}, (_, i) => ({ id: 'a'+i, name: 'Sở '+i, name_folded: 'so '+i, kind: 'agency', is_sample: 0 as const, created_ms: t }))).execute()
const b32 = 'abcdefghijklmnopqrstuvwxyz234567'
const idOf = (i: number) => [...createHash('sha256').update('h'+i).digest()].slice(0, 26).map((b) => b32[b & 31]).join('')
const ids = Array.from({ length: N }, (_, i) => idOf(i))
for (let s = 0; s < N; s += 500) {
  await store.db.transaction().execute(async (trx) => {
    await trx.insertInto('host').values(ids.slice(s, s+500).map((id, i) => ({ id, public_key: id, clone_of: null, shares_key: 0 as const, agency_id: 'a'+(i%20), hostname: 'pc'+i, search_folded: 'pc'+i, class: 'workstation' as const, os_name: null, address: null, enrolled_ms: t, token_id: null, session: 0, sequence: 0, ticket_shown: null, ticket_issued: null, hardware_signs: '[]', last_received_ms: null, silent_since_ms: null }))).execute()
    for (const [i, hostId] of ids.slice(s, s+500).entries()) await countNewHost(trx, store.engine, { hostId, agencyId: 'a'+(i%20), class: 'workstation' })
  })
}
const facts = (i: number, v: number): Record<string, unknown> => ({
  os: { platform: 'linux', name: 'Debian GNU/Linux 12 (bookworm)', distribution: 'debian', version: '12', edition: null, build: null, kernel: '6.1.0-'+v, architecture: 'x64', hostname: 'pc-'+i, installation: 'client', supportPrograms: [] },
  hardware: { manufacturer: 'Dell Inc.', model: 'OptiPlex 7090', serial: 'SN'+i+'v'+v, assetTag: null, chassis: 'desktop', cpu: { model: 'Intel(R) Core(TM) i5-10505 CPU @ 3.20GHz', cores: 6 }, memoryBytes: 8589934592, disks: [{ name: 'sda', model: 'Samsung SSD 870', sizeBytes: 512110190592 }], interfaces: [{ name: 'eno1', mac: '02:42:ac:11:00:02', isPhysical: true, addresses: ['10.1.2.3/24', 'fe80::1/64'] }] },
  patches: { manager: 'apt', securityUpdatesAvailable: v % 3, securityPackages: v % 3 ? ['libssl3', 'openssl'] : [], securityLists: [{ name: 'security.debian.org bookworm-security', releasedAtMs: t - 3600_000*(v+1), validUntilMs: null, fetchedAtMs: t - 3600_000 }], lastUpgradeAtMs: t - 86400_000, rebootReasons: [], automaticUpdates: 'on' },
  antivirus: { products: [{ product: 'clamav', name: 'ClamAV', version: '1.0.'+v, isRunning: true, realTime: v % 2 ? 'on' : 'off', signaturesAtMs: t - 86400_000, licence: { kind: 'free', validUntilMs: null, isValid: true }, source: 'systemd unit clamav-daemon, /var/lib/clamav/daily.cld' }] },
  firewall: { state: v % 2 ? 'on' : 'off', incomingDefault: 'drop', frontEnds: [{ tool: 'nftables', isEnabled: true, incomingRules: 10 + v }, { tool: 'ufw', isEnabled: true, incomingRules: 10 }], profiles: [] },
  ports: { listeners: [22, 80, 111, 631, 3000 + v].map((port) => ({ transport: 'tcp', address: '0.0.0.0', port, exposure: 'any', program: 'sshd' })), listenersTotal: 5 },
  accounts: { accounts: [{ name: 'root', kind: 'system', isAdministrator: true, canSignIn: true, password: 'set', scheme: 'yescrypt' }, { name: 'person-0123456789abcdef', kind: 'person', isAdministrator: v % 2 === 0, canSignIn: true, password: 'set', scheme: 'yescrypt' }], accountsTotal: 2, automaticLogins: [], passwordlessSudo: [], ssh: { permitsEmptyPasswords: false, permitsRootLogin: 'keys-only' } },
  agent: { version: '0.1.'+v, runtime: 'node 24.21.0', lastDay: { day: '2026-11-21', cpuMs: 4096, memoryBytesMax: 67108864, sentBytes: 4096, snapshots: 96 } },
})
for (const id of probeIds) { const r = readingSchemas[id].safeParse({ state: 'known', facts: facts(1, 1)[id] }); if (!r.success) { console.error(id, JSON.stringify(r.error.issues)); process.exit(1) } }
const reading = (i: number, v: number, probe: any) => {
  const value = { state: 'known', facts: facts(i, v)[probe] } as any
  const body = canonicalJson(value)
  return { probe, observedAtMs: t, body, digest: createHash('sha256').update(body).digest('hex'), reading: JSON.parse(body) }
}
let seq = 0; const best = {};
const ingest = createIngest({ store, now: () => t, context: () => productContext, events: { publish() {}, subscribe: () => () => undefined }, log, queueMax: 100000 })
async function run(name: string, make: (i: number) => any) {
  t += 15 * 60_000; seq++
  const reports = ids.map((hostId, i) => ({ hostId, session: 1, sequence: seq, receivedMs: t, confirmed: {}, readings: [], ...make(i) }))
  const bytes = reports[1].readings.reduce((n: number, r: any) => n + r.body.length, 0)
  const c0 = process.cpuUsage(); const w0 = performance.now()
  const out = await Promise.all(reports.map((r) => ingest.submit(r)))
  const c = process.cpuUsage(c0)
  const bad = out.find((o) => o.outcome !== 'stored');
  (best as any)[name] = Math.min((best as any)[name] ?? 1e9, (c.user + c.system) / N); if (process.env.V) console.log(name.padEnd(16), `cpu ${((c.user + c.system) / N).toFixed(1)} us/report  wall ${((performance.now() - w0) * 1000 / N).toFixed(1)} us  bytes ${bytes}`, bad ? JSON.stringify(bad) : '')
}
await run('first full', (i) => ({ readings: probeIds.map((p) => reading(i, 1, p)) }))
const M = process.env.MODE
for (let v = 2; v < Number(process.env.LOOPS ?? 10); v++) {
  if (M === 'full') await run('full all new', (i) => ({ readings: probeIds.map((p) => reading(i, v, p)) }))
  else if (M === 'confirmed') await run('confirmed 7', () => ({ confirmed: Object.fromEntries(probeIds.slice(1).map((p) => [p, t])) }))
  else await run('delta '+M, (i) => ({ readings: [reading(i, v, M)] }))
}
console.log('best', JSON.stringify(best), 'differences', (await recount(store.db)).length, (await store.db.selectFrom('fact').select((e) => e.fn.countAll<number>().as('n')).executeTakeFirst())?.n, (await store.db.selectFrom('verdict').select((e) => e.fn.countAll<number>().as('n')).executeTakeFirst())?.n)
await ingest.close(); await store.close(); rmSync(dir, { recursive: true })

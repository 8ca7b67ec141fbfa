import { encodeReport } from '#protocol/frames.ts'
import type { ProbeId, Readings } from '#protocol/facts/registry.ts'
import type { SampleHost } from '#scripts/fleet/province.ts'
import { sampleReadings } from '#scripts/fleet/readings.ts'
import { outgoing } from '#scripts/fleet/synthetic-host.ts'

export const messageKinds = ['full', 'delta', 'heartbeat'] as const
export type MessageKind = (typeof messageKinds)[number]

/**
 * Frames of one host. A full report differs from the one before in every probe, a delta in `ports` alone: the
 * collector closes and opens all those intervals and judges what reads them. Two variants of each alternate.
 */
export function framesFor(host: SampleHost): (kind: MessageKind, sequence: number) => string {
  const nowMs = Date.now()
  const variants = [0, 1].map((variant) => variantOf(sampleReadings(host, nowMs), variant))
  const bodies = variants.map((readings) => ({
    full: outgoing(readings),
    delta: outgoing(readings, ['ports']),
  }))
  return (kind, sequence) => {
    if (kind === 'heartbeat') return JSON.stringify({ type: 'heartbeat', sequence })
    const readings = bodies[sequence % 2]?.[kind] ?? []
    const observedAtMs = Date.now()
    return encodeReport({
      sequence,
      sentAtMs: observedAtMs,
      readings: readings.map((reading) => ({ ...reading, observedAtMs })),
      confirmed: {},
    })
  }
}

function variantOf(readings: Readings, variant: number): Readings {
  const entries = Object.entries(readings).map(([probe, reading]) => [
    probe,
    reading.state === 'known'
      ? { ...reading, facts: changed(probe as ProbeId, reading.facts, variant) }
      : reading,
  ])
  return Object.fromEntries(entries) as Readings
}

/** One value of each probe's facts that a variant changes. */
function changed(probe: ProbeId, facts: object, variant: number): object {
  const port = {
    transport: 'tcp',
    address: '127.0.0.1',
    port: 40_000 + variant,
    exposure: 'loopback',
  }
  const differences: Record<ProbeId, object> = {
    os: { kernel: `6.1.${variant}` },
    hardware: { assetTag: `TS-${variant}` },
    patches: { automaticUpdates: variant === 0 ? 'on' : 'off' },
    antivirus: { products: withVersion(facts, variant) },
    malware: { detectionsTotal: 100 + variant },
    firewall: { incomingDefault: variant === 0 ? 'drop' : 'reject' },
    ports: { listeners: [{ ...port, program: 'bench', service: null }], listenersTotal: 1 },
    accounts: { accountsTotal: 100 + variant },
    'remote-access': { smb1Server: variant === 0 ? 'off' : 'absent' },
    'service-defaults': { services: variant === 0 ? [] : [aClosedService] },
    agent: { version: `0.1.${variant}` },
    neighbours: { total: 100 + variant },
  }
  return { ...facts, ...differences[probe] }
}

const aClosedService = { product: 'redis', isRunning: true, openings: [], unseen: null }

function withVersion(facts: object, variant: number): object[] {
  const products = 'products' in facts && Array.isArray(facts.products) ? facts.products : []
  return products.map((product: object) => ({ ...product, version: `12.${variant}` }))
}

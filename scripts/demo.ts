import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { checkSampleDevices, makeCheckKey } from './fleet/checked-devices.ts'
import { declareSampleProvince } from './fleet/declare.ts'
import { sampleProvince } from './fleet/province.ts'
import { fleetMax, runFleetHere } from './fleet/run.ts'
import { startChild } from './start/child.ts'
import { untilHealthy } from './start/readiness.ts'
import { buildWeb, isWebStale } from './web.ts'
import { wholeNumber } from './whole-number.ts'

const usage = `npm run demo -- [--hosts 2000] [--minutes 480]
Starts a collector with a made-up province in ./data/demo and prints where to look. Everything in it is marked as
sample data. Ctrl+C stops it; remove the folder to start anew.
`

/** Which made-up province it is. */
const seed = 1

const { values } = parseArgs({
  options: {
    hosts: { type: 'string', default: '2000' },
    minutes: { type: 'string', default: '480' },
    help: { type: 'boolean', default: false },
  },
})

async function main(): Promise<void> {
  const hosts = wholeNumber('hosts', values.hosts, fleetMax.hosts)
  const minutes = wholeNumber('minutes', values.minutes, fleetMax.minutes)
  const dataDir = join(resolve(process.env['KHIEN_DATA_DIR'] || 'data'), 'demo')
  const port = process.env['KHIEN_PORT'] || '8443'
  process.env['KHIEN_DATA_DIR'] = dataDir
  process.env['KHIEN_LOG_LEVEL'] ||= 'warn'
  if (isWebStale()) {
    const { exitCode, output } = await buildWeb()
    if (exitCode !== 0) {
      process.stderr.write(output)
      process.exitCode = 1
      return
    }
  }

  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  const key = makeCheckKey()
  const collector = startChild('collector', {
    KHIEN_DATA_DIR: dataDir,
    KHIEN_DEVICE_CHECK_KEYS: process.env['KHIEN_DEVICE_CHECK_KEYS'] ?? key.publicKey,
  })
  void collector.ended.then(() => stop.abort())
  try {
    await untilHealthy({ host: '127.0.0.1', port: Number(port) }, stop.signal)
    if (stop.signal.aborted) return
    process.stdout.write(`sample province: https://localhost:${port}\n`)
    await declareSampleProvince(hosts, seed)
    await runFleetHere({ hosts, seed, minutes }, stop.signal, () =>
      checkSampleDevices(sampleProvince(hosts, seed), key, stop.signal),
    )
  } finally {
    await collector.stop()
  }
}

if (values.help) process.stdout.write(usage)
else await main()

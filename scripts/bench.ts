import { cpus, tmpdir, totalmem } from 'node:os'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { decodeJoin } from '#protocol/join.ts'
import { measureConsoleHere } from './bench/console/here.ts'
import { measureFloors, type Floor } from './bench/floor.ts'
import { measurePackage } from './bench/package.ts'
import { measurePipeline, type PipelineFigures } from './bench/pipeline.ts'
import { measurePeers, measureSnapshot } from './bench/snapshot.ts'
import { measureSnapshots } from './bench/snapshots.ts'
import { firstScreenBytesMax } from './first-screen-budget.ts'
import { runCommand, startChild } from './start/child.ts'
import { untilHealthy } from './start/readiness.ts'
import { wholeNumber } from './whole-number.ts'

const usage = `npm run bench -- [--connections 400] [--messages 20000]
Prints, from one run on this machine, the CPU time per message of the whole pipeline beside a bare TLS WebSocket
that only acknowledges, the cost of one snapshot of the agent beside the inventory tools that are installed, and what
--console prints. Compare ratios of one run, never figures of two.
npm run bench -- --pipeline
Prints the first of these alone.
npm run bench -- --snapshots [--days 365]
Builds so many daily snapshots of 120 agencies and 15,000 hosts that all report, of which 1 % change a verdict every
day and 0.1 % stop or begin to report, and prints what they take on disk and how long a year's trend takes to read; a
year is built in some ten minutes. Fails where an aim is missed.
npm run bench -- --console [--hosts 100000]
Builds a province of so many hosts and prints how fast the console answers, idle and under half load, and what its
first screen costs in Chromium; 100,000 hosts are built in some five minutes. Fails where an aim is missed.
npm run bench -- --package [--minutes 10]
Prints the sizes of the packages in ./build, and what the packaged agent takes at rest while it is connected.
`

const { values } = parseArgs({
  options: {
    connections: { type: 'string', default: '400' },
    messages: { type: 'string', default: '20000' },
    pipeline: { type: 'boolean', default: false },
    snapshots: { type: 'boolean', default: false },
    days: { type: 'string', default: '365' },
    console: { type: 'boolean', default: false },
    hosts: { type: 'string', default: '100000' },
    package: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '10' },
    help: { type: 'boolean', default: false },
  },
})

const aims = { full: 0.25, delta: 0.6, heartbeat: 0.85 }

type Pipeline = {
  readonly figures: PipelineFigures
  readonly floors: Readonly<Record<string, Floor>>
}

async function benchPipeline(): Promise<Pipeline> {
  const connections = wholeNumber('connections', values.connections, 10_000)
  const messages = wholeNumber('messages', values.messages, 1_000_000)
  const dataDir = await mkdtemp(join(tmpdir(), 'khien-bench-'))
  const port = 18_443
  const settings = {
    KHIEN_DATA_DIR: dataDir,
    KHIEN_PORT: String(port),
    KHIEN_LOG_LEVEL: 'error',
    KHIEN_ADMIN_PASSWORD: 'only for this benchmark',
  }
  const collector = startChild('collector', settings)
  try {
    await untilHealthy({ host: '127.0.0.1', port }, AbortSignal.timeout(30_000))
    const args = ['token', '--agency', 'Bench', '--create', '--uses', '20000']
    const { output } = await runCommand('collector', args, settings)
    const target = decodeJoin(/khien1\.[A-Za-z0-9_-]+/.exec(output)?.[0] ?? '')
    const figures = await measurePipeline({
      collector: { pid: collector.pid, target, token: target.token },
      connections,
      messages,
      log: pino({ level: 'silent' }),
    })
    await collector.stop()
    return { figures, floors: measureFloors(join(dataDir, 'khien.sqlite')) }
  } finally {
    await collector.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function printPipeline({ figures, floors }: Pipeline): void {
  print('\nCPU per message, whole pipeline beside a bare TLS WebSocket that only acknowledges')
  print('message     bytes   bare µs   pipeline µs   bare/pipeline   aim')
  for (const [kind, aim] of Object.entries(aims)) {
    const { bytes, bareUs, pipelineUs, share } = figures[kind as keyof typeof aims]
    print(
      [
        kind.padEnd(10),
        String(bytes).padStart(6),
        bareUs.toFixed(0).padStart(10),
        pipelineUs.toFixed(0).padStart(14),
        `${(share * 100).toFixed(0)} %`.padStart(16),
        `≥ ${aim * 100} %`.padStart(9),
      ].join(''),
    )
  }
  print('\nof what the aim leaves beside the bare server, µs')
  print('message   leaves   JSON alone   rows and commit alone   left for all else')
  for (const [kind, { jsonUs, rowsUs }] of Object.entries(floors)) {
    const name = kind as keyof typeof aims
    const { bareUs } = figures[name]
    const leavesUs = bareUs / aims[name] - bareUs
    const columns: [number, number][] = [
      [leavesUs, 8],
      [jsonUs, 13],
      [rowsUs, 24],
      [leavesUs - jsonUs - rowsUs, 20],
    ]
    print(kind.padEnd(8) + columns.map(([us, width]) => us.toFixed(1).padStart(width)).join(''))
  }
}

async function printSnapshot(): Promise<void> {
  const own = await measureSnapshot()
  print('\nOne snapshot of this machine, children included, the start of the agent apart')
  const mebibytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1)
  print(
    `khien-agent, the first       ${own.firstCpuMs.toFixed(0)} ms CPU   ${own.firstChildren} children   ${own.bytes} bytes (aim ≤ 4096)`,
  )
  print(
    `khien-agent, the following   ${own.nextCpuMs.toFixed(0)} ms CPU (aim ≤ 100)   ${own.nextChildren} children (aim ≤ 3)`,
  )
  const { afterTen, afterFifty, day } = own
  print(
    `memory after 10 and 50       ${mebibytes(afterTen.residentBytes)} and ${mebibytes(afterFifty.residentBytes)} MiB resident, ` +
      `${mebibytes(afterTen.heapBytes)} and ${mebibytes(afterFifty.heapBytes)} MiB heap (aim: flat, ≤ 96)`,
  )
  print(
    `a day of the schedule        ${(day.cpuMs / 1000).toFixed(1)} s CPU (aim ≤ 20)   ${day.rounds} rounds, ${day.children} children`,
  )
  for (const { name, cpuMs, bytes } of await measurePeers()) {
    print(`${name}, whole process   ${cpuMs.toFixed(0)} ms CPU   ${bytes} bytes`)
  }
}

async function printSnapshots(): Promise<void> {
  const days = wholeNumber('days', values.days, 3660)
  const figures = await measureSnapshots(days)
  const { hosts, bytesPerHostAndDay, agencyTrendMs, provinceTrendMs } = figures
  print(
    `\n${hosts} hosts, ${days} daily snapshots; a day all report, 1 % change a verdict, 0.1 % stop or begin`,
  )
  const held = [
    isHeld('on disk', bytesPerHostAndDay, { unit: 'bytes per host and day', max: 300 }),
    isHeld('trend, agency', agencyTrendMs, { unit: `ms for ${days} days`, max: 5 }),
    isHeld('trend, province', provinceTrendMs, { unit: `ms for ${days} days`, max: 20 }),
  ]
  print(`to take one       ${figures.takeMs.toFixed(0)} ms, the state being read`)
  print(`to verify all     ${(figures.verifyMs / 1000).toFixed(1)} s`)
  if (held.includes(false)) process.exitCode = 1
}

/** Prints a figure beside its aim, and whether it holds it. */
function isHeld(name: string, figure: number, aim: { unit: string; max: number }): boolean {
  const isMet = figure <= aim.max
  const verdict = isMet ? 'met' : 'MISSED'
  print(`${name.padEnd(18)}${figure.toFixed(1)} ${aim.unit}   aim ≤ ${aim.max}: ${verdict}`)
  return isMet
}

async function printConsole(): Promise<void> {
  const hosts = wholeNumber('hosts', values.hosts, 1_000_000)
  const figures = await measureConsoleHere(hosts, (done) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${hosts} hosts built `)
  })
  print(`\n${hosts} hosts over 500 agencies; ms at the browser's end of TLS`)
  print('answer           idle p50     p99   aim  CPU a call    half load p50     p99   aim  asked')
  for (const { name, idle, loaded } of figures.answers) {
    const ms = (value: number, width: number) => value.toFixed(1).padStart(width)
    print(
      `${name.padEnd(16)}${ms(idle.p50Ms, 9)}${ms(idle.p99Ms, 8)}  ≤ 10${ms(idle.cpuMs, 12)}` +
        `${ms(loaded.p50Ms, 17)}${ms(loaded.p99Ms, 8)}  ≤ 50${String(loaded.count).padStart(7)}`,
    )
  }
  print(`half load is half of ${figures.reportsPerSecondMax.toFixed(0)} changed reports a second`)
  const { firstPaintMs, figuresMs, scriptBytes, nodesMax } = figures.firstScreen
  const isSlow = figures.answers.some(({ idle, loaded }) => idle.p99Ms > 10 || loaded.p99Ms > 50)
  const isHeavy = scriptBytes > firstScreenBytesMax || nodesMax >= 1000
  if (isSlow || isHeavy || firstPaintMs > 700 || figuresMs > 1000) process.exitCode = 1
  print(`first contentful paint, cold   ${firstPaintMs.toFixed(0)} ms (aim ≤ 700)`)
  print(`figures of the scorecard       ${figuresMs.toFixed(0)} ms (aim ≤ 1000)`)
  const kilobytes = (bytes: number) => (bytes / 1000).toFixed(0)
  print(
    `JavaScript until figures stand ${kilobytes(scriptBytes)} KB gzip` +
      ` (aim ≤ ${kilobytes(firstScreenBytesMax)})`,
  )
  print(`nodes while scrolling hosts    ${nodesMax} (aim < 1000)`)
}

async function printPackage(): Promise<void> {
  const figures = await measurePackage(wholeNumber('minutes', values.minutes, 1440))
  if (figures === null) {
    print('There is no agent in ./build: npm run package -- --only khien-agent-linux-x64')
    process.exitCode = 1
    return
  }
  for (const { name, bytes } of figures.files) {
    print(`${name.padEnd(48)}${(bytes / 1e6).toFixed(1).padStart(6)} MB   agents: ≤ 40 MB`)
  }
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1)
  print(`\nthe packaged agent, connected and at rest for ${figures.minutes} min`)
  print(`private memory   ${megabytes(figures.privateBytes)} MB   aim ≤ 30 MB`)
  print(`resident         ${megabytes(figures.residentBytes)} MB, the file of the program included`)
  print(`CPU              ${(figures.cpuRatio * 100).toFixed(3)} % of a core   aim ≤ 0.1 %`)
}

if (values.help) process.stdout.write(usage)
else if (values.snapshots) await printSnapshots()
else if (values.console) await printConsole()
else if (values.package) await printPackage()
else {
  print(
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
  )
  printPipeline(await benchPipeline())
  if (!values.pipeline) {
    await printSnapshot()
    await printConsole()
  }
}

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Metrics, StandingFigures } from './deps.ts'

/** Seconds, dense around what an answer may take: 10 ms idle, 50 ms under load. */
const answerBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

/**
 * The metrics of one collector, in a registry of their own. No label names a host, an agency or a person: whoever may
 * read the metrics learns nothing of them.
 */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  // Processor, memory, event-loop delay and garbage collection of this process.
  collectDefaultMetrics({ register: registry })
  const reports = new Counter({
    name: 'khien_reports_total',
    help: 'Reports of agents by what became of them; turned-away ones are sent again.',
    labelNames: ['outcome'],
    registers,
  })
  const refusedFrames = new Counter({
    name: 'khien_frames_refused_total',
    help: 'Frames of agents that were refused, by code.',
    labelNames: ['code'],
    registers,
  })
  const answers = new Histogram({
    name: 'khien_http_answer_seconds',
    help: 'From the first byte of a request to the last of its answer, by route of the API.',
    labelNames: ['route', 'status'],
    buckets: answerBuckets,
    registers,
  })
  const show = createStanding(registers)
  return {
    contentType: registry.contentType,
    countReport: (outcome) => reports.inc({ outcome }),
    countRefusedFrame: (code) => refusedFrames.inc({ code }),
    timeAnswer: ({ route, status, seconds }) =>
      answers.observe({ route, status: `${Math.floor(status / 100)}xx` }, seconds),
    text(standing) {
      show(standing)
      return registry.metrics()
    },
  }
}

/** Gauges that are set when somebody asks. */
function createStanding(registers: Registry[]): (standing: StandingFigures) => void {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers })
  const started = gauge('khien_started_timestamp_seconds', 'When the collector started.')
  const connected = gauge('khien_agents_connected', 'Agents that are connected now.')
  const depth = gauge('khien_ingest_queue_depth', 'Reports that wait or are being written.')
  const listeners = gauge('khien_live_listeners', 'Open streams of live events.')
  const bytes = gauge('khien_database_bytes', 'Size of the database.')
  const free = gauge('khien_data_folder_free_bytes', 'Free disk of the data folder.')
  const backupMoment = gauge('khien_backup_timestamp_seconds', 'Moment of the newest good backup.')
  const backupBytes = gauge('khien_backup_bytes', 'Size of the newest good backup.')
  const ofEach = (label: string, name: string, help: string) =>
    new Gauge({ name, help, labelNames: [label], registers })
  const ends = ofEach(
    'certificate',
    'khien_certificate_ends_timestamp_seconds',
    'When a certificate ends.',
  )
  const succeeded = ofEach('job', 'khien_job_succeeded_timestamp_seconds', 'Last success of a job.')
  const failed = ofEach('job', 'khien_job_failed_timestamp_seconds', 'Last failure of a job.')
  return (standing) => {
    started.set(standing.startedMs / 1000)
    connected.set(standing.connectedAgents)
    depth.set(standing.queueDepth)
    listeners.set(standing.liveListeners)
    bytes.set(standing.databaseBytes)
    // What could not be looked at is left out, not shown as nothing.
    if (standing.freeBytes === null) free.remove()
    else free.set(standing.freeBytes)
    for (const { name, endsMs } of standing.certificates) {
      ends.set({ certificate: name }, endsMs / 1000)
    }
    // A series that is not there can be alarmed on; a moment in 1970 says that one was taken then.
    if (standing.backup === null) {
      backupMoment.remove()
      backupBytes.remove()
    } else {
      backupMoment.set(standing.backup.momentMs / 1000)
      backupBytes.set(standing.backup.bytes)
    }
    for (const { id, succeededMs, failedMs } of standing.jobs) {
      if (succeededMs !== null) succeeded.set({ job: id }, succeededMs / 1000)
      if (failedMs !== null) failed.set({ job: id }, failedMs / 1000)
    }
  }
}

import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { checkout } from '#scripts/tool.ts'
import { temporaryFolder } from '#tests/support/processes.ts'

const rules = join(checkout, 'docs/operating/khien-alerts.yml')
const run = promisify(execFile)

type Case = {
  readonly what: string
  /** As they would be scraped each minute. */
  readonly series: Readonly<Record<string, string>>
  /** By alert, the labels of what rings 90 minutes later. */
  readonly rings: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>
}

const cases: readonly Case[] = [
  {
    what: 'a job that never succeeded',
    series: { 'khien_job_failed_timestamp_seconds{job="backup"}': '60+60x120' },
    rings: { KhienJobFailed: [{ job: 'backup' }] },
  },
  {
    what: 'a job that failed after its last success',
    series: {
      'khien_job_failed_timestamp_seconds{job="backup"}': '3600+0x120',
      'khien_job_succeeded_timestamp_seconds{job="backup"}': '600+0x120',
    },
    rings: { KhienJobFailed: [{ job: 'backup' }] },
  },
  {
    what: 'a job that failed once and did well since',
    series: {
      'khien_job_failed_timestamp_seconds{job="backup"}': '600+0x120',
      'khien_job_succeeded_timestamp_seconds{job="backup"}': '3600+0x120',
    },
    rings: { KhienJobFailed: [] },
  },
  {
    what: 'nothing told of the job that looks for silence',
    series: { 'up{job="khien"}': '1x120' },
    rings: { KhienSilenceJobLate: [{ job: 'silence' }], KhienDown: [] },
  },
  {
    what: 'a job that looks for silence every five minutes',
    series: { 'khien_job_succeeded_timestamp_seconds{job="silence"}': '0+60x120' },
    rings: { KhienSilenceJobLate: [] },
  },
  {
    what: 'a certificate that ends tomorrow, and one that ends in a year',
    series: {
      'khien_certificate_ends_timestamp_seconds{certificate="browser"}': '86400x120',
      'khien_certificate_ends_timestamp_seconds{certificate="gateway"}': '31536000x120',
    },
    rings: { KhienCertificateEnding: [{ certificate: 'browser' }] },
  },
  {
    what: 'no backup at all',
    series: { 'up{job="khien"}': '1x120' },
    rings: { KhienBackupOld: [{}] },
  },
  {
    what: 'a backup of the last hour',
    series: { khien_backup_timestamp_seconds: '0+60x120' },
    rings: { KhienBackupOld: [] },
  },
]

test(
  'the bells ring for what they say, and for nothing that is well',
  { timeout: 60_000 },
  async (context) => {
    if (!existsSync('/usr/bin/promtool')) return context.skip('needs the Debian package prometheus')
    const folder = await temporaryFolder()
    const file = join(folder.path, 'cases.json')
    // JSON is YAML, so no second format has to be written by hand.
    const tests = cases.map(({ what, series, rings }) => ({
      name: what,
      interval: '1m',
      input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
      alert_rule_test: Object.entries(rings).map(([alertname, labels]) => ({
        eval_time: '90m',
        alertname,
        exp_alerts: labels.map((exp_labels) => ({ exp_labels })),
      })),
    }))
    await writeFile(file, JSON.stringify({ rule_files: [rules], evaluation_interval: '1m', tests }))
    const { stdout } = await run('/usr/bin/promtool', ['test', 'rules', file])
    await folder.remove()
    expect(stdout).toContain('SUCCESS')
  },
)

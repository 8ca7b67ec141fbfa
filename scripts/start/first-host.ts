import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { dataFiles } from '#agent/data-folder.ts'
import { sampleAgencyName } from '#store/agencies.ts'
import { runCommand, type Settings } from './child.ts'
import { say } from './terminal.ts'

/** Enrols this machine in the sample agency unless its agent is enrolled already. Null: it is; else what went wrong. */
export async function enrolFirstHost(
  agentDataDir: string,
  settings: Settings,
): Promise<string | null> {
  if (existsSync(join(agentDataDir, dataFiles.enrolment))) return null
  say('start.enrolling', { agency: sampleAgencyName })
  const args = ['token', '--agency', sampleAgencyName, '--create', '--uses', '1', '--hours', '1']
  const token = await runCommand('collector', args, settings)
  const joinString = /khien1\.[A-Za-z0-9_-]+/.exec(token.output)?.[0]
  if (token.exitCode !== 0 || joinString === undefined) return token.output
  const enrolled = await runCommand('agent', ['enrol', joinString], settings)
  return enrolled.exitCode === 0 ? null : enrolled.output
}

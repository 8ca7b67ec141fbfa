import { spawn } from 'node:child_process'
import { setPriority } from 'node:os'

const printedCharactersMax = 4_000
/** Below whatever takes reports and answers browsers. */
const lowPriority = 10

/**
 * Takes the scheduled backup in a process of its own: copying and packing keep a processor busy for as long as they
 * take. It reads the same settings. Rejects with the sentence that the process ended with.
 */
export async function takeBackupApart(stopping: AbortSignal): Promise<void> {
  const [, program = ''] = process.argv
  const args = [...process.execArgv, program, 'backup', '--scheduled']
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    signal: stopping,
  })
  if (child.pid !== undefined) setPriority(child.pid, lowPriority)
  let printed = ''
  child.stderr.on('data', (data: Buffer) => {
    printed = (printed + data.toString()).slice(-printedCharactersMax)
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(sentenceOf(printed) ?? `exit code ${code}`)
}

/** The log stands on the same stream, a line of JSON each. */
function sentenceOf(printed: string): string | undefined {
  return printed
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{'))
    .at(-1)
}

import type { Answer, RunResult } from '../../system.ts'
import { cimQuestions, type CimInstance, type CimQuestion } from '../../windows-system.ts'
import type { Run } from '../run-program.ts'
import { readCimOutput, toolFailed, type CimAnswer } from './cim-output.ts'
import { encodeScript } from './cim-script.ts'
import type { NativeSource } from './libraries.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const timeoutMs = 60_000
const stdoutBytesMax = 4_194_304

/** Slow to ask (licensing takes seconds), and seldom different. */
const slow: ReadonlySet<CimQuestion> = new Set([
  'licensing',
  'bios',
  'computer-system',
  'enclosure',
  'disks',
])

/** How long an answer stands, a failure too: what hung is not tried again before. */
export function standsForMs(question: CimQuestion): number {
  return slow.has(question) ? dayMs : hourMs
}

/** Runs a script, given as PowerShell's -EncodedCommand wants it. */
export type RunScript = (encoded: string) => Promise<Answer<RunResult>>

type Asked = { readonly answer: Promise<CimAnswer>; readonly askedAtMs: number }

/**
 * Asks WMI through one child. When a question is due, all that are due travel together; who asks
 * meanwhile waits for the same child. `steadyMs` is a clock that nobody can set.
 */
export function openCim({ run, steadyMs }: { run: RunScript; steadyMs: () => number }) {
  const asked = new Map<CimQuestion, Asked>()
  const isDue = (question: CimQuestion, nowMs: number) => {
    const last = asked.get(question)
    return last === undefined || nowMs - last.askedAtMs >= standsForMs(question)
  }
  const ask = (nowMs: number) => {
    const due = cimQuestions.filter((question) => isDue(question, nowMs))
    const answers = run(encodeScript(due)).then((ran) => readCimOutput(due, ran))
    for (const question of due) {
      const answer = answers.then((each) => each.get(question) ?? toolFailed('not asked'))
      asked.set(question, { answer, askedAtMs: nowMs })
    }
  }
  return async (question: CimQuestion): Promise<Answer<readonly CimInstance[]>> => {
    const nowMs = steadyMs()
    if (isDue(question, nowMs)) ask(nowMs)
    const held = asked.get(question)
    if (held === undefined) throw new Error(`not asked: ${question}`)
    return held.answer
  }
}

/** Windows PowerShell 5.1, which every supported Windows has, by its whole path. */
export function powershell(native: NativeSource, run: Run): RunScript {
  const program = async () => {
    const { systemFolder } = await native()
    return `${systemFolder}\\WindowsPowerShell\\v1.0\\powershell.exe`
  }
  const options = ['-NoLogo', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass']
  return async (encoded) => {
    const path = await program().catch(() => null)
    if (path === null) return { ok: false, because: 'tool-missing', detail: 'koffi' }
    const args = [...options, '-OutputFormat', 'Text', '-EncodedCommand', encoded]
    return run(path, args, { timeoutMs, stdoutBytesMax })
  }
}

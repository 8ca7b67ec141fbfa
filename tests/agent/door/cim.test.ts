import { expect, test } from 'vitest'
import { openCim, standsForMs, type RunScript } from '#agent/door/windows/cim.ts'
import { encodeScript } from '#agent/door/windows/cim-script.ts'
import type { Answer, RunResult } from '#agent/system.ts'
import { cimQuestions, type CimQuestion } from '#agent/windows-system.ts'

const hourMs = 3_600_000

/**
 * What PowerShell is asked to run, in order; each time it answers that every question has no
 * instance.
 */
function answering(answer: (asked: readonly string[]) => Answer<RunResult> = allEmpty) {
  const runs: (readonly string[])[] = []
  const run: RunScript = async (encoded) => {
    const asked = questionsIn(Buffer.from(encoded, 'base64').toString('utf16le'))
    runs.push(asked)
    return answer(asked)
  }
  return { runs, run }
}

function allEmpty(asked: readonly string[]): Answer<RunResult> {
  const lines = asked.map((question) => `khien-cim ${question} {"ok":true,"value":[]}`)
  const stdout = [...lines, `khien-cim-end ${asked.length}`].join('\n')
  return { ok: true, value: { exitCode: 0, stdout, stderr: '' } }
}

const questionsIn = (script: string) =>
  [...(script.split('\n')[0] ?? '').matchAll(/'([a-z-]+)'/g)].map(([, question]) => question ?? '')

test('one child answers all questions, also those asked at the same time', async () => {
  const { runs, run } = answering()
  const cim = openCim({ run, steadyMs: () => 0 })
  const answers = await Promise.all(cimQuestions.map(cim))
  expect(answers).toEqual(cimQuestions.map(() => ({ ok: true, value: [] })))
  expect(runs).toEqual([cimQuestions])
})

test('after an hour the quick questions travel again, after a day all of them', async () => {
  const { runs, run } = answering()
  let nowMs = 0
  const cim = openCim({ run, steadyMs: () => nowMs })
  for (const time of [0, hourMs - 1, hourMs, 24 * hourMs]) {
    nowMs = time
    await cim('defender-status')
  }
  const quick = cimQuestions.filter((question) => standsForMs(question) === hourMs)
  expect(runs).toEqual([cimQuestions, quick, cimQuestions])
  expect(cimQuestions.filter((question) => !quick.includes(question))).toEqual([
    'licensing',
    'bios',
    'computer-system',
    'enclosure',
    'disks',
  ] satisfies CimQuestion[])
})

test('a child that hung is not tried again before the hour is over', async () => {
  const late = { ok: false, because: 'timed-out', detail: 'after 60000 ms' } as const
  const { runs, run } = answering(() => late)
  let nowMs = 0
  const cim = openCim({ run, steadyMs: () => nowMs })
  expect(await cim('bios')).toEqual(late)
  nowMs = hourMs - 1
  expect([await cim('bios'), await cim('antivirus-products'), runs.length]).toEqual([late, late, 1])
})

test('the script is ASCII, fits a command line of Windows, and knows every question', () => {
  const encoded = encodeScript(cimQuestions)
  const script = Buffer.from(encoded, 'base64').toString('utf16le')
  expect(encoded.length).toBeLessThan(32_000)
  expect(script).toMatch(/^(?:[ -~]*\n)+$/)
  expect(questionsIn(script)).toEqual(cimQuestions)
  const answered = [...script.matchAll(/^ {2}'([a-z-]+)' = \{/gm)].map(([, question]) => question)
  expect(answered).toEqual(cimQuestions)
})

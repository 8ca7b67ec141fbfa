import type { Answer, RunOptions, RunResult, System } from '../system.ts'

/** So many programs are remembered, and answers up to this size; more are asked anew. */
const rememberedMax = 64
const rememberedBytesMax = 65_536

type Remembered = { readonly answer: Promise<Answer<RunResult>>; readonly askedAtMs: number }

/**
 * A door that starts no child twice within `atMostEveryMs` of a call: it gives the answer of that time again, a
 * failure too. For the running agent; who looks once needs none. `steadyMs` is a clock that nobody can set.
 */
export function sparingSystem(system: System, steadyMs: () => number): System {
  const remembered = new Map<string, Remembered>()
  const run = (program: string, args: readonly string[], options: RunOptions = {}) => {
    const { atMostEveryMs } = options
    if (atMostEveryMs === undefined) return system.run(program, args, options)
    const key = JSON.stringify([program, ...args])
    const held = remembered.get(key)
    if (held && steadyMs() - held.askedAtMs < atMostEveryMs) return held.answer
    const answer = system.run(program, args, options)
    remembered.delete(key)
    remembered.set(key, { answer, askedAtMs: steadyMs() })
    for (const [oldest] of remembered) {
      if (remembered.size <= rememberedMax) break
      remembered.delete(oldest)
    }
    return answer.then((result) => {
      if (isLarge(result) && remembered.get(key)?.answer === answer) remembered.delete(key)
      return result
    })
  }
  return { ...system, run }
}

function isLarge(result: Answer<RunResult>): boolean {
  return result.ok && result.value.stdout.length + result.value.stderr.length > rememberedBytesMax
}

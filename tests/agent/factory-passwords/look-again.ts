import { statSync } from 'node:fs'
import { openSystem } from '#agent/system.ts'

/** Looks once and a dozen times again as a running agent does, and says what each look cost. */
const [file = ''] = process.argv.slice(2)
const system = openSystem({ verdicts: file, answers: `${file}.answers`, now: Date.now })

async function cpuMs(): Promise<number> {
  const { user, system: kernel } = process.cpuUsage()
  return (user + kernel) / 1000 + (await system.endedCpuMs())
}

const looks: { answer: unknown; costMs: number }[] = []
for (let look = 0; look < 13; look += 1) {
  const before = await cpuMs()
  const answer = await system.factoryPasswords()
  looks.push({ answer, costMs: (await cpuMs()) - before })
}
process.stdout.write(JSON.stringify({ looks, mode: statSync(file).mode & 0o777 }))

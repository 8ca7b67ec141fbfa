import { z } from 'zod'
import { instancesOf, servicesOf } from './cim-json.ts'
import { registryKeysOf } from './reg-query.ts'
import { processesOf, socketsOf } from './windows-tools.ts'

/** An entry that somebody wrote by hand: instead of an answer it holds what a usual tool printed. */
const captured = z.strictObject({
  call: z.string(),
  of: z.array(z.string()).max(64).default([]),
  /** A text, its lines, or the JSON itself. */
  captured: z.unknown(),
})
type Captured = z.input<typeof captured>

type Made = { call: string; of: readonly string[]; answer: { ok: true; value: unknown } }

/** True for an object with a `captured`. */
export function isCaptured(value: unknown): value is Captured {
  return typeof value === 'object' && value !== null && 'captured' in value
}

/** The entries that an output stands for; null where it cannot be understood. */
export function expandCaptured(value: Captured): Made[] | null {
  const parsed = captured.safeParse(value)
  if (!parsed.success) return null
  const { call, of, captured: output } = parsed.data
  const text = textOf(output)
  const made = (answer: unknown): Made[] | null =>
    answer === null ? null : [{ call, of, answer: { ok: true, value: answer } }]
  switch (call) {
    case 'run':
      return made(text === null ? null : { exitCode: 0, stdout: text, stderr: '' })
    case 'readFile':
      return made(text)
    case 'registryKey': {
      const keys = text === null ? null : registryKeysOf(of, text)
      return (
        keys?.map(({ path, key }) => ({ call, of: [path], answer: { ok: true, value: key } })) ??
        null
      )
    }
    case 'cim':
      return made(instancesOf(output))
    case 'services':
      return made(servicesOf(output))
    case 'processes':
      return made(text === null ? null : processesOf(text))
    case 'sockets':
      return made(text === null ? null : socketsOf(text))
    default:
      return null
  }
}

const lines = z.array(z.string())

function textOf(output: unknown): string | null {
  if (typeof output === 'string') return output
  const listed = lines.safeParse(output)
  return listed.success ? listed.data.join('\n') : null
}

import { bytes, type Question } from './conversation.ts'

/** Code of a refusal for want of a sign-in. */
const unauthorized = 13

/**
 * `listDatabases`, of the one database `admin`, so that no name of another is heard.
 * Source: MongoDB, "Wire Protocol" (OP_MSG, since 3.6), "BSON specification 1.1", "listDatabases", "Error Codes".
 */
export const mongodbListDatabases: Question = {
  msMax: 1_000,
  ask: async ({ say, hear }) => {
    say(message())
    const head = await hear(bytes(4))
    const answer = await hear(bytes(head.readInt32LE() - 4))
    const ok = fieldOf(answer, 0x01, 'ok')?.readDoubleLE()
    if (ok === 1) return 'open'
    return fieldOf(answer, 0x10, 'code')?.readInt32LE() === unauthorized ? 'guarded' : null
  },
}

const opMsg = 2013

function message(): Buffer {
  const filter = document([text('name', 'admin')])
  const body = document([
    Buffer.concat([named(0x10, 'listDatabases'), int32(1)]),
    Buffer.concat([named(0x08, 'nameOnly'), Buffer.from([1])]),
    Buffer.concat([named(0x03, 'filter'), filter]),
    text('$db', 'admin'),
  ])
  const rest = Buffer.concat([int32(1), int32(0), int32(opMsg), int32(0), Buffer.from([0]), body])
  return Buffer.concat([int32(rest.length + 4), rest])
}

function document(elements: readonly Buffer[]): Buffer {
  const inner = Buffer.concat(elements)
  return Buffer.concat([int32(inner.length + 5), inner, Buffer.from([0])])
}

const named = (type: number, name: string) =>
  Buffer.from(`${String.fromCharCode(type)}${name}\0`, 'latin1')
const text = (name: string, value: string) =>
  Buffer.concat([named(0x02, name), int32(value.length + 1), Buffer.from(`${value}\0`, 'latin1')])

function int32(value: number): Buffer {
  const written = Buffer.alloc(4)
  written.writeInt32LE(value)
  return written
}

/** What stands behind the last field of that type and name, eight bytes at least; undefined: there is none. */
function fieldOf(answer: Buffer, type: number, name: string): Buffer | undefined {
  const field = named(type, name)
  const at = answer.lastIndexOf(field)
  const value = at === -1 ? null : answer.subarray(at + field.length)
  return value !== null && value.length >= (type === 0x01 ? 8 : 4) ? value : undefined
}

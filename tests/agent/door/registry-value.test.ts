import { describe, expect, test } from 'vitest'
import { registryValue } from '#agent/door/windows/registry-value.ts'

/* Bytes as the registry keeps them, written by hand from the documented formats. */

const types = { none: 0, text: 1, expandable: 2, binary: 3, number: 4, bigEndian: 5, texts: 7 }
const long = 11
const utf16 = (text: string) => Buffer.from(text, 'utf16le')
const strings = (text: string) => registryValue(types.texts, utf16(text))

describe('a text', () => {
  test('ends at its NUL, whatever lies behind it', () => {
    expect(registryValue(types.text, utf16('24H2\0rest'))).toEqual({
      type: 'string',
      value: '24H2',
    })
  })

  test('without an end, of an odd length, or empty is what there is of it', () => {
    const odd = Buffer.concat([utf16('Việt'), Buffer.from([0x41])])
    const read = [utf16('a'), odd, Buffer.alloc(0), Buffer.from([0x41])]
    expect(read.map((bytes) => registryValue(types.text, bytes))).toEqual(
      ['a', 'Việt', '', ''].map((value) => ({ type: 'string', value })),
    )
  })

  test('keeps the name of a variable', () => {
    expect(registryValue(types.expandable, utf16('%SystemRoot%\\x\0'))).toEqual({
      type: 'string',
      value: '%SystemRoot%\\x',
    })
  })

  test('with half a surrogate pair is storable', () => {
    expect(registryValue(types.text, Buffer.from([0x41, 0, 0, 0xd8]))).toEqual({
      type: 'string',
      value: 'A\uFFFD',
    })
  })
})

describe('a list of texts', () => {
  test('is its texts', () => {
    expect(strings('a\0b\0\0')).toEqual({ type: 'strings', value: ['a', 'b'] })
  })

  test('without its end or without any text is what there is of it', () => {
    expect(['a\0b', 'a\0b\0', '', '\0', '\0\0'].map(strings)).toEqual(
      [['a', 'b'], ['a', 'b'], [], [], []].map((value) => ({ type: 'strings', value })),
    )
  })

  test('keeps the empty texts by which a file is marked to be deleted at the next start', () => {
    expect(strings('\\??\\C:\\a\0\0\\??\\C:\\b\0\0\0')).toEqual({
      type: 'strings',
      value: ['\\??\\C:\\a', '', '\\??\\C:\\b', ''],
    })
  })
})

describe('a number', () => {
  test('is read in its own order', () => {
    const bytes = Buffer.from('ffffffff', 'hex')
    expect(registryValue(types.number, bytes)).toEqual({ type: 'number', value: 4_294_967_295 })
    expect(registryValue(types.bigEndian, Buffer.from('00000102', 'hex'))).toEqual({
      type: 'number',
      value: 258,
    })
  })

  test('that JavaScript would round stays as its bytes', () => {
    const exact = Buffer.from('ffffffffffff1f00', 'hex')
    const rounded = Buffer.from('0000000000002000', 'hex')
    expect([registryValue(long, exact), registryValue(long, rounded)]).toEqual([
      { type: 'number', value: Number.MAX_SAFE_INTEGER },
      { type: 'binary', value: '0000000000002000' },
    ])
  })

  test('of a wrong size is no number', () => {
    const three = Buffer.from('010203', 'hex')
    expect([types.number, types.bigEndian, long].map((type) => registryValue(type, three))).toEqual(
      Array.from({ length: 3 }, () => ({ type: 'binary', value: '010203' })),
    )
  })
})

test('every other type is its bytes', () => {
  const bytes = Buffer.from('00ff', 'hex')
  expect([types.none, types.binary, 8, 99].map((type) => registryValue(type, bytes))).toEqual(
    Array.from({ length: 4 }, () => ({ type: 'binary', value: '00ff' })),
  )
})

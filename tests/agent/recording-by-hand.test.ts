import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseRecording, replaySystem, type Recording } from '#agent/recording.ts'
import { snapshotAll } from '#agent/snapshot.ts'
import { sourceOf } from './recorded.ts'

const document = readFileSync(new URL('../../docs/recordings.md', import.meta.url), 'utf8')

/** A recording of one entry, as a person would write it. */
function written(...entries: readonly object[]): Recording {
  return parseRecording(
    JSON.stringify({
      format: 'khien recording',
      version: 1,
      platform: 'windows',
      architecture: 'x86_64',
      recordedAtMs: Date.UTC(2026, 10, 22),
      entries,
    }),
  )
}

test('the example of the document is a recording and replays to what the document says', async () => {
  const [, example = ''] = /```json\n(.*?)```/s.exec(document) ?? []
  const entries = await snapshotAll(sourceOf(replaySystem(parseRecording(example))))
  const reading = Object.fromEntries(entries.map(({ probe, reading: each }) => [probe, each]))
  expect(reading['os']).toMatchObject({
    facts: {
      name: 'Windows 10 Pro 22H2',
      version: '10-22h2',
      edition: 'Professional',
      build: { number: 19_045, revision: 4780 },
      hostname: 'MAY-01',
      activation: 'activated',
    },
  })
  expect(reading['ports']).toMatchObject({
    facts: {
      listenersTotal: 3,
      listeners: [
        { transport: 'tcp', port: 135, program: 'svchost.exe', service: 'RpcEptMapper' },
        { transport: 'tcp', port: 5939, exposure: 'loopback', service: 'TeamViewer' },
        { transport: 'udp', port: 5353, exposure: 'any', service: 'Dnscache' },
      ],
    },
  })
  expect(reading['accounts']).toMatchObject({ state: 'unknown', because: 'not-recorded' })
})

describe('a captured output', () => {
  test('of reg query without /s gives one key with its values and the names below it', async () => {
    const text = [
      'HKEY_LOCAL_MACHINE\\SOFTWARE\\Bkav',
      '    (Default)    REG_SZ    x',
      '    Install Dir    REG_EXPAND_SZ    %ProgramFiles%\\Bkav Pro',
      '    Empty    REG_SZ    ',
      '    List    REG_MULTI_SZ    one\\0two',
      '    Data    REG_BINARY    00FFA0',
      '    When    REG_QWORD    0x1d9a0b0c0d0e0f',
      '',
      'HKEY_LOCAL_MACHINE\\SOFTWARE\\Bkav\\Endpoint',
    ]
    const { entries } = written({ call: 'registryKey', of: ['SOFTWARE\\Bkav'], captured: text })
    expect(entries).toEqual([
      {
        call: 'registryKey',
        of: ['SOFTWARE\\Bkav'],
        answer: {
          ok: true,
          value: {
            values: {
              '': { type: 'string', value: 'x' },
              'Install Dir': { type: 'string', value: '%ProgramFiles%\\Bkav Pro' },
              Empty: { type: 'string', value: '' },
              List: { type: 'strings', value: ['one', 'two'] },
              Data: { type: 'binary', value: '00ffa0' },
              When: { type: 'number', value: 0x1d9a0b0c0d0e0f },
            },
            subkeys: ['Endpoint'],
          },
        },
      },
    ])
  })

  test('of reg query with /s gives every key', async () => {
    const text =
      'HKEY_LOCAL_MACHINE\\SOFTWARE\\A\\B\r\n    N    REG_DWORD    0x1\r\n\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\A\\B\\C\r\n    M    REG_SZ    y\r\n'
    const system = replaySystem(
      written({ call: 'registryKey', of: ['HKLM\\SOFTWARE\\A', '/s'], captured: text }),
    )
    expect(await system.registryKey('SOFTWARE\\A')).toEqual({
      ok: true,
      value: { values: {}, subkeys: ['B'] },
    })
    expect(await system.registryKey('software\\a\\b\\c')).toMatchObject({
      value: { values: { M: { value: 'y' } } },
    })
  })

  test('of reg query for a key that is not there says that it is not there', async () => {
    const text = 'ERROR: The system was unable to find the specified registry key or value.'
    const system = replaySystem(
      written({ call: 'registryKey', of: ['SOFTWARE\\No'], captured: text }),
    )
    expect(await system.registryKey('SOFTWARE\\No')).toEqual({ ok: true, value: null })
  })

  test('of Get-CimInstance keeps what is simple, and its times in UTC', async () => {
    const captured =
      '[{"A":1,"B":null,"T":"\\/Date(1795305600000)\\/","U":"2026-11-22T07:00:00+07:00","L":["x"],"CimClass":{"x":1},"PSComputerName":null}]'
    const system = replaySystem(written({ call: 'cim', of: ['bios'], captured }))
    const at = '2026-11-22T00:00:00.000Z'
    expect(await system.cim('bios')).toEqual({
      ok: true,
      value: [{ A: 1, B: null, T: at, U: at, L: ['x'] }],
    })
  })

  test('of nothing at all is no instance', async () => {
    const system = replaySystem(written({ call: 'cim', of: ['disks'], captured: '' }))
    expect(await system.cim('disks')).toEqual({ ok: true, value: [] })
  })

  test.each([
    ['sockets', 'TCP 0.0.0.0:445 0.0.0.0:0 ĐANG NGHE 4\nUDP 10.0.0.1:123 *:* 900', 2],
    ['processes', '"System","4","Services","0","144 K"', 1],
  ])('of %s is understood in any language', (call, captured, count) => {
    const { entries } = written({ call, of: [], captured })
    expect(entries[0]?.answer).toMatchObject({ value: { length: count } })
  })

  test.each([
    ['sockets', 'nothing here'],
    ['processes', 'no rows'],
    ['cim', 'not json'],
    ['registryKey', 'HKEY_LOCAL_MACHINE\\A\n    broken line'],
    ['fileStatus', 'anything'],
  ])('of %s that cannot be understood is refused with its place', (call, captured) => {
    expect(() => written({ call, of: ['bios'], captured })).toThrow(
      expect.objectContaining({ code: 'RECORDING_INVALID', params: { at: 'entries.0.captured' } }),
    )
  })
})

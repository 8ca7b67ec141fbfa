import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { readNeighbours } from '#agent/probes/neighbours/read.ts'
import { openSystem } from '#agent/system.ts'
import { probeIds, readingSchemas, probeId } from '#protocol/facts/registry.ts'
import { openWine, whyNoWine, type Wine } from './wine.ts'

/*
 * The Windows agent under wine: our bundle and koffi's own addon, in Node 24 for Windows whose one
 * name VirtualAlloc2 is misspelt (see wine.ts), so the program differs from the shipped one by one
 * byte.
 * What wine shows: that calls of the Win32 API are declared and read rightly, for the registry,
 * services, processes, sockets, neighbours, job objects and files; that what is missing becomes a reason and no
 * crash.
 * What wine cannot show, and nothing here claims: PowerShell and WMI (its powershell.exe ends with
 * 0 and says nothing), local accounts (NetUserEnum knows no level 3), Security Center (there is no
 * wscapi.dll), the owner of a TCP socket (always process 0 there), access rights and the account
 * SYSTEM, I/O and memory limits as Windows enforces them, and whether a real Windows of any version
 * or language answers the same.
 */

let wine: Wine
beforeAll(async () => {
  if (whyNoWine() === null) wine = await openWine()
})
afterAll(() => wine?.close())
beforeEach((context) => {
  const why = whyNoWine()
  if (why !== null) context.skip(why)
})

/** What the door answers inside wine. */
function ask(...args: readonly string[]): unknown {
  const { exitCode, stdout, stderr } = wine.node('door-entry', args)
  if (exitCode !== 0) throw new Error(`exit code ${exitCode}: ${stderr.slice(-500)}`)
  return JSON.parse(stdout)
}

const ok = (value: unknown) => ({ ok: true, value })
const system32 = String.raw`C:\windows\system32`

const named = z.array(z.object({ name: z.string(), processId: z.int() }))
const answered = <T extends z.ZodType>(value: T) => z.object({ ok: z.literal(true), value })

describe('under wine, in a test copy of Node without VirtualAlloc2', () => {
  describe('the registry', () => {
    const key = String.raw`SOFTWARE\Khien\Test`
    const add = (...args: readonly string[]) =>
      expect(wine.program('reg', ['add', `HKLM\\${key}`, ...args, '/f']).exitCode).toBe(0)

    test('values of every type are read as they were written, and the keys below are named', () => {
      add('/v', 'Text', '/t', 'REG_SZ', '/d', 'Khiên 24H2')
      add('/v', 'Expandable', '/t', 'REG_EXPAND_SZ', '/d', '%SystemRoot%\\x')
      add('/v', 'Texts', '/t', 'REG_MULTI_SZ', '/d', 'a\\0b')
      add('/v', 'Number', '/t', 'REG_DWORD', '/d', '4294967295')
      add('/v', 'Long', '/t', 'REG_QWORD', '/d', '133000000000000000')
      add('/v', 'Bytes', '/t', 'REG_BINARY', '/d', '00FF10')
      add('/ve', '/d', 'default')
      for (const name of ['b', 'a']) {
        expect(wine.program('reg', ['add', `HKLM\\${key}\\${name}`, '/f']).exitCode).toBe(0)
      }
      expect(ask('registryKey', key)).toEqual(
        ok({
          values: {
            '': { type: 'string', value: 'default' },
            Text: { type: 'string', value: 'Khiên 24H2' },
            Expandable: { type: 'string', value: '%SystemRoot%\\x' },
            Texts: { type: 'strings', value: ['a', 'b'] },
            Number: { type: 'number', value: 4_294_967_295 },
            // Beyond 2^53, so it stays as its bytes.
            Long: { type: 'binary', value: '0080209bcb82d801' },
            Bytes: { type: 'binary', value: '00ff10' },
          },
          subkeys: ['a', 'b'],
        }),
      )
    })

    test('more keys below than asked for are too many, not fewer', () => {
      expect(ask('registryKey', key, '1')).toEqual({
        ok: false,
        because: 'too-large',
        detail: '2 exceeds 1',
      })
    })

    test('a key that is not there is null', () => {
      expect(ask('registryKey', String.raw`SOFTWARE\Khien\Nowhere`)).toEqual(ok(null))
    })
  })

  test('services are listed with their state and process', () => {
    const services = answered(z.array(z.object({ name: z.string(), state: z.string() })))
    const { value } = services.parse(ask('services'))
    expect(value).toContainEqual(expect.objectContaining({ name: 'RpcSs' }))
    expect(value.every(({ state }) => /^(running|stopped|paused|changing)$/.test(state))).toBe(true)
  })

  test('processes are listed by the names of their programs', () => {
    const { value } = answered(named).parse(ask('processes'))
    expect(value).toContainEqual(expect.objectContaining({ name: 'node-for-wine.exe' }))
    expect(ask('processNames')).toEqual(ok(expect.arrayContaining(['services.exe'])))
  })

  test('neighbours have the hardware addresses that this machine knows', async () => {
    const known = await readNeighbours(openSystem(null), false)
    expect(answered(z.array(z.unknown())).parse(ask('neighbours')).value).toEqual(known)
    expect(known).not.toHaveLength(0)
  })

  test('a listener of another process is listed, of UDP with its process and program', async () => {
    const file = 'listener.json'
    const child = wine.startNode('listener-entry', [wine.windowsPath(file)])
    const told = await vi.waitFor(
      () =>
        z
          .object({ tcp: z.int(), udp: z.int(), processId: z.int() })
          .parse(JSON.parse(readFileSync(join(wine.folder, file), 'utf8'))),
      { timeout: 30_000 },
    )
    const sockets = answered(z.array(z.unknown())).parse(ask('sockets')).value
    const processes = answered(named).parse(ask('processes')).value
    child.kill()
    const tcp = { transport: 'tcp', address: '127.0.0.1', port: told.tcp }
    const udp = { transport: 'udp', address: '::1', port: told.udp, processId: told.processId }
    expect(sockets).toContainEqual(expect.objectContaining(tcp))
    expect(sockets).toContainEqual(udp)
    expect(processes).toContainEqual({ name: 'node-for-wine.exe', processId: told.processId })
  })

  describe('a child', () => {
    test('tells its exit code and output, and has no environment of the caller’s', () => {
      const answer = answered(
        z.object({ exitCode: z.int(), stdout: z.string(), stderr: z.string() }),
      )
      const ran = answer.parse(ask('run', '20000', `${system32}\\cmd.exe`, '/c', 'set'))
      const lines = ran.value.stdout.split('\r\n')
      expect(ran.value.exitCode).toBe(0)
      expect(lines).toContain('PATH=C:\\windows\\system32;C:\\windows')
      expect(lines.some((line) => line.startsWith('KHIEN_LANGUAGE'))).toBe(false)
    })

    test('that does not end is ended with what it started', () => {
      const late = { ok: false, because: 'timed-out', detail: 'after 3000 ms' }
      const args = ['3000', `${system32}\\cmd.exe`, '/c', 'ping -n 300 127.0.0.1']
      const { ran, running } = z
        .object({ ran: z.unknown(), running: answered(z.array(z.string())) })
        .parse(ask('runAndLook', ...args))
      expect(ran).toEqual(late)
      expect(running.value.filter((name) => /^(cmd|ping)/i.test(name))).toEqual([])
    })

    test('that has ended before it is put into its job is no failure', () => {
      expect(ask('encloseLate', `${system32}\\cmd.exe`, '/c', 'exit 0')).toEqual(ok('enclosed'))
    })

    test('that is not there is a missing tool', () => {
      expect(ask('run', '5000', `${system32}\\nowhere.exe`)).toMatchObject({
        ok: false,
        because: 'tool-missing',
      })
    })
  })

  test('what wine lacks is a reason and no crash', () => {
    expect([ask('localAccounts'), ask('securityCenterHealth')]).toEqual([
      { ok: false, because: 'not-supported', detail: '124' },
      { ok: false, because: 'not-supported', detail: 'library missing' },
    ])
  })

  test('a PowerShell that says nothing and calls it success is a failed tool', () => {
    expect(ask('cim')).toEqual({
      ok: false,
      because: 'tool-failed',
      detail: 'no completion mark',
    })
  })

  test('files are read by the paths of Windows', () => {
    writeFileSync(join(wine.folder, 'ten.txt'), '0123456789')
    const path = wine.windowsPath('ten.txt')
    expect(ask('readFile', path)).toEqual(ok('0123456789'))
    expect(ask('fileStatus', path)).toMatchObject(ok({ kind: 'file', sizeBytes: 10, uid: 0 }))
    expect(ask('fileStatus', `${path}.absent`)).toEqual(ok(null))
    const missing = { ok: false, because: 'not-readable', detail: 'missing' }
    expect(ask('readFile', `${path}.absent`)).toEqual(missing)
    expect(ask('readFolder', String.raw`C:\windows`)).toEqual(
      ok(expect.arrayContaining(['system32'])),
    )
  })

  test('sixty rounds of every call leave handles and memory flat', () => {
    const grown = z.object({ handles: z.int(), bytes: z.int() }).parse(ask('often'))
    expect(grown.handles).toBeLessThanOrEqual(2)
    expect(grown.bytes).toBeLessThan(8_000_000)
  })

  test('a snapshot has a well-formed reading of every probe', () => {
    const { exitCode, stdout, stderr } = wine.node('main', ['snapshot'])
    expect([exitCode, stderr]).toEqual([0, ''])
    const entries = z.array(z.looseObject({ probe: probeId })).parse(JSON.parse(stdout))
    expect(entries.map(({ probe }) => probe)).toEqual([...probeIds])
    for (const { probe, observedAtMs, digest, ...reading } of entries) {
      expect([probe, observedAtMs, digest]).toEqual([probe, expect.any(Number), expect.any(String)])
      expect(readingSchemas[probe].parse(reading)).toEqual(reading)
    }
  })

  test('without an answer of PowerShell no snapshot says that there is no antivirus', () => {
    const { stdout } = wine.node('main', ['snapshot', '--probe', 'antivirus'])
    const [entry] = z.array(z.unknown()).parse(JSON.parse(stdout))
    expect(entry).not.toMatchObject({ state: 'known', facts: { products: [] } })
  })
})

import koffi from 'koffi'
import { describe, expect, test } from 'vitest'
import { socketTables } from '#agent/door/windows/socket-tables.ts'
import { accountRow, jobLimits, processRow, serviceRow } from '#agent/door/windows/tables.ts'

/*
 * The structures as winsvc.h, tlhelp32.h, lmaccess.h, winnt.h, tcpmib.h and udpmib.h declare them
 * (learn.microsoft.com). The compiler's rules for the places of members are those of 64-bit Windows
 * on any 64-bit machine as long as no `long` is used, so they can be checked here.
 */
const dword = 'uint32_t'
const text = 'void *'
const dwords = (...names: string[]) => Object.fromEntries(names.map((name) => [name, dword]))
const texts = (...names: string[]) => Object.fromEntries(names.map((name) => [name, text]))

describe('the places of members are those of the declarations', () => {
  test('ENUM_SERVICE_STATUS_PROCESSW', () => {
    const status = koffi.struct(
      dwords('type', 'state', 'accepts', 'exit', 'own', 'point', 'hint', 'processId', 'flags'),
    )
    const row = koffi.struct({ ...texts('name', 'displayName'), status })
    const within = koffi.offsetof(row, 'status')
    expect(serviceRow).toEqual({
      bytes: koffi.sizeof(row),
      name: koffi.offsetof(row, 'name'),
      displayName: koffi.offsetof(row, 'displayName'),
      state: within + koffi.offsetof(status, 'state'),
      processId: within + koffi.offsetof(status, 'processId'),
    })
  })

  test('PROCESSENTRY32W', () => {
    const row = koffi.struct({
      ...dwords('size', 'usage', 'processId'),
      heap: 'uintptr_t',
      ...dwords('module', 'threads', 'parent', 'priority', 'flags'),
      name: koffi.array('char16_t', 260),
    })
    expect(processRow).toEqual({
      bytes: koffi.sizeof(row),
      size: koffi.offsetof(row, 'size'),
      processId: koffi.offsetof(row, 'processId'),
      name: koffi.offsetof(row, 'name'),
      nameLengthMax: 260,
    })
  })

  test('USER_INFO_3', () => {
    const row = koffi.struct({
      ...texts('name', 'password'),
      ...dwords('passwordAge', 'privilege'),
      ...texts('home', 'comment'),
      ...dwords('flags'),
      ...texts('script'),
      ...dwords('authFlags'),
      ...texts('fullName', 'userComment', 'parameters', 'workstations'),
      ...dwords('logon', 'logoff', 'expires', 'storage', 'units'),
      ...texts('hours'),
      ...dwords('badPasswords', 'logons'),
      ...texts('server'),
      ...dwords('country', 'codePage', 'rid', 'group'),
      ...texts('profile', 'drive'),
      ...dwords('expired'),
    })
    expect(accountRow).toEqual({
      bytes: koffi.sizeof(row),
      name: koffi.offsetof(row, 'name'),
      passwordAge: koffi.offsetof(row, 'passwordAge'),
      privilege: koffi.offsetof(row, 'privilege'),
      flags: koffi.offsetof(row, 'flags'),
      rid: koffi.offsetof(row, 'rid'),
    })
  })

  test('JOBOBJECT_EXTENDED_LIMIT_INFORMATION', () => {
    const large = 'int64_t'
    const size = 'size_t'
    const basic = koffi.struct({
      processTime: large,
      jobTime: large,
      flags: dword,
      setMin: size,
      setMax: size,
      processes: dword,
      affinity: 'uintptr_t',
      priority: dword,
      scheduling: dword,
    })
    const counters = koffi.array('uint64_t', 6)
    const limits = koffi.struct({
      basic,
      counters,
      processMemory: size,
      jobMemory: size,
      processPeak: size,
      jobPeak: size,
    })
    expect(jobLimits).toEqual({
      bytes: koffi.sizeof(limits),
      flags: koffi.offsetof(basic, 'flags'),
      priority: koffi.offsetof(basic, 'priority'),
      processMemory: koffi.offsetof(limits, 'processMemory'),
    })
  })

  test('the rows of iphlpapi', () => {
    const ipv6 = koffi.array('uint8_t', 16)
    const structs = [
      koffi.struct(dwords('state', 'address', 'port', 'remote', 'remotePort', 'processId')),
      koffi.struct({
        address: ipv6,
        ...dwords('scope', 'port'),
        remote: ipv6,
        ...dwords('remoteScope', 'remotePort', 'state', 'processId'),
      }),
      koffi.struct(dwords('address', 'port', 'processId')),
      koffi.struct({ address: ipv6, ...dwords('scope', 'port', 'processId') }),
    ]
    const places = structs.map((row) => ({
      rowBytes: koffi.sizeof(row),
      address: koffi.offsetof(row, 'address'),
      port: koffi.offsetof(row, 'port'),
      processId: koffi.offsetof(row, 'processId'),
    }))
    expect(socketTables).toMatchObject(places)
  })
})

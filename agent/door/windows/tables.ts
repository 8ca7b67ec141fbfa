import type { WindowsAccount, WindowsProcess, WindowsService } from '../../windows-system.ts'

/**
 * Rows that Windows writes into memory, on 64-bit Windows. The places are those of the structures
 * in winsvc.h, tlhelp32.h and lmaccess.h; tests/agent/door/tables.test.ts compares them with the
 * declarations.
 */

/** Reads the text at an address within a row. */
type TextAt = (address: bigint) => string

/** ENUM_SERVICE_STATUS_PROCESSW, with SERVICE_STATUS_PROCESS within. */
export const serviceRow = { bytes: 56, name: 0, displayName: 8, state: 20, processId: 44 }

export function serviceRows(table: Buffer, count: number, textAt: TextAt): WindowsService[] {
  return rowsOf(table, count, serviceRow.bytes).map((row) => ({
    name: textAt(row.readBigUInt64LE(serviceRow.name)),
    displayName: textAt(row.readBigUInt64LE(serviceRow.displayName)),
    state: serviceState(row.readUInt32LE(serviceRow.state)),
    processId: row.readUInt32LE(serviceRow.processId),
  }))
}

/**
 * SERVICE_STOPPED, SERVICE_RUNNING, SERVICE_PAUSED; the rest are on their way from one to another.
 */
function serviceState(state: number): WindowsService['state'] {
  if (state === 1) return 'stopped'
  if (state === 4) return 'running'
  return state === 7 ? 'paused' : 'changing'
}

/** PROCESSENTRY32W. */
export const processRow = { bytes: 568, size: 0, processId: 8, name: 44, nameLengthMax: 260 }

export function processIn(row: Buffer): WindowsProcess {
  const name = row.subarray(processRow.name, processRow.name + processRow.nameLengthMax * 2)
  const [untilNul = ''] = name.toString('utf16le').split('\0')
  return { processId: row.readUInt32LE(processRow.processId), name: untilNul.toWellFormed() }
}

/** USER_INFO_3. */
export const accountRow = {
  bytes: 184,
  name: 0,
  passwordAge: 16,
  privilege: 20,
  flags: 40,
  rid: 152,
}

export function accountRows(table: Buffer, count: number, textAt: TextAt): WindowsAccount[] {
  return rowsOf(table, count, accountRow.bytes).map((row) => ({
    rid: row.readUInt32LE(accountRow.rid),
    name: textAt(row.readBigUInt64LE(accountRow.name)),
    flags: row.readUInt32LE(accountRow.flags),
    privilege: row.readUInt32LE(accountRow.privilege),
    passwordAgeSeconds: row.readUInt32LE(accountRow.passwordAge),
  }))
}

/**
 * Throws where Windows counts more rows than the memory holds: then a declaration here is wrong.
 */
export function rowsOf(table: Buffer, count: number, bytes: number): Buffer[] {
  if (count * bytes > table.length) throw new RangeError(`${count} rows in ${table.length} bytes`)
  return Array.from({ length: count }, (_, row) => table.subarray(row * bytes, (row + 1) * bytes))
}

/** JOBOBJECT_EXTENDED_LIMIT_INFORMATION. */
export const jobLimits = { bytes: 144, flags: 16, priority: 56, processMemory: 112 }

/** JOBOBJECT_BASIC_ACCOUNTING_INFORMATION: times of all processes that were ever in the job, in 100 ns. */
export const jobAccounting = { bytes: 48, userTime: 0, kernelTime: 8, perMs: 10_000n }

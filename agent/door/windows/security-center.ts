import type { Answer } from '../../system.ts'
import type { SecurityCenterHealth } from '../../windows-system.ts'
import { declareOnce, numberPlace, type NativeSource } from './libraries.ts'
import { callAside, withinTime, type WaitingCall } from './waiting.ts'

/** WSC_SECURITY_PROVIDER_ANTIVIRUS */
const antivirus = 0x4
const timeoutMs = 5_000

/** WSC_SECURITY_PROVIDER_HEALTH, in its order. */
const healths: readonly SecurityCenterHealth[] = ['good', 'not-monitored', 'poor', 'snoozed']

type SecurityCenter = { health: WaitingCall<readonly [number, Buffer]> }

/**
 * What Security Center says of the antivirus as a whole. Servers have none.
 * Source:
 * https://learn.microsoft.com/windows/win32/api/wscapi/nf-wscapi-wscgetsecurityproviderhealth
 */
export function openSecurityCenter(source: NativeSource) {
  const center = declareOnce(source, ({ load }): SecurityCenter => ({
    health: load('wscapi.dll').func('WscGetSecurityProviderHealth', 'int32_t', [
      'uint32_t',
      'void *',
    ]),
  }))
  return withinTime(async (): Promise<Answer<SecurityCenterHealth>> => {
    const opened = await center()
    if (!opened.ok) return opened
    const place = numberPlace()
    const code = await callAside(opened.value.health, [antivirus, place])
    return healthOf(code, place.readUInt32LE())
  }, timeoutMs)
}

/**
 * S_FALSE says that the service of Security Center does not run; its "poor" is then no finding
 * about the antivirus.
 */
export function healthOf(code: number, health: number): Answer<SecurityCenterHealth> {
  const result = (code >>> 0).toString(16).padStart(8, '0')
  if (code === 1) return { ok: false, because: 'not-readable', detail: result }
  if (result === '80070005') return { ok: false, because: 'not-permitted', detail: result }
  if (code !== 0) return { ok: false, because: 'not-supported', detail: result }
  const said = healths[health]
  if (said !== undefined) return { ok: true, value: said }
  return { ok: false, because: 'not-understood', detail: String(health) }
}

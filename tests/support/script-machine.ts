import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { canonicalJson } from '#protocol/delta.ts'
import type { ProbeId, Reading } from '#protocol/facts/registry.ts'
import { encodeReport } from '#protocol/frames.ts'
import { scriptSignedPrefix, type ScriptStatement } from '#protocol/script-reports.ts'

/** What the script would have seen: a reading by probe. */
export type ScriptReadings = { readonly [Id in ProbeId]?: Reading<Id> }

/** A machine that reports by script: its key, and reports as the script writes them, byte for byte. */
export type ScriptMachine = {
  readonly key: string
  report(said: {
    readonly madeMs: number
    readonly session: number
    readonly readings: ScriptReadings
    readonly token?: string
    readonly statement?: Partial<ScriptStatement>
    /** Instead of what the readings give. */
    readonly frame?: string
  }): Buffer
}

export function aScriptMachine(hostname = 'MAY-CU-01'): ScriptMachine {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = publicKey.export({ format: 'jwk' }).n ?? ''
  return {
    key,
    report({ madeMs, session, readings, token, statement, frame }) {
      const said: ScriptStatement = {
        madeMs,
        session,
        hostname,
        scriptVersion: '1',
        hardwareSigns: ['uuid:00112233445566aa'],
        ...statement,
      }
      const text = frame ?? frameOf(readings, madeMs)
      return signedReport({ key, privateKey, token }, `${canonicalJson(said)}\n${text}`)
    },
  }
}

function frameOf(readings: ScriptReadings, madeMs: number): string {
  const sent = Object.entries(readings).map(([probe, reading]) => ({
    probe: probe as ProbeId,
    observedAtMs: madeMs,
    body: canonicalJson(reading),
  }))
  return encodeReport({ sequence: 1, sentAtMs: madeMs, confirmed: {}, readings: sent })
}

function signedReport(
  by: { key: string; privateKey: KeyObject; token: string | undefined },
  signed: string,
): Buffer {
  const { key, privateKey, token } = by
  const signature = sign('sha256', Buffer.from(scriptSignedPrefix + signed), privateKey)
  const envelope = {
    form: 'khien-script-report',
    version: 1,
    key,
    signature: signature.toString('base64url'),
    ...(token === undefined ? {} : { token }),
  }
  return Buffer.from(`${JSON.stringify(envelope)}\n${signed}`)
}

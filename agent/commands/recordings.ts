import { readFile, writeFile } from 'node:fs/promises'
import { Refusal } from '#protocol/refusals.ts'
import { errorCode } from '../data-folder.ts'
import { yieldToOthers } from '../priority.ts'
import { parseRecording, recordSystem, replaySystem, type Recording } from '../recording.ts'
import { snapshotAll } from '../snapshot.ts'
import { contextOf, shown, sourceFor } from './snapshot.ts'
import type { Tools } from './tools.ts'

/** Looks once and writes down every answer that the operating system gave, redacted. */
export async function record(tools: Tools, file: string): Promise<void> {
  const { clock, system, words, print } = tools
  await yieldToOthers(system)
  const nowMs = clock.now()
  const context = contextOf(tools, nowMs)
  const recorder = recordSystem(system, { pseudonym: context.pseudonym, nowMs })
  await snapshotAll(sourceFor(tools, { system: recorder.system, context, now: () => nowMs }))
  const recording = recorder.recording()
  try {
    await writeFile(file, `${JSON.stringify(recording, null, 2)}\n`, { mode: 0o600 })
  } catch (error) {
    throw new Refusal('FILE_NOT_WRITABLE', { file, detail: errorCode(error) })
  }
  print(words.t('agent.record.done', { count: recording.entries.length, file }))
}

/** Computes the facts from a recording, as of its own time, on whatever machine this is. */
export async function replay(tools: Tools, file: string): Promise<void> {
  const recording = recordingOf(await textOf(file), file)
  const context = contextOf(tools, recording.recordedAtMs)
  const system = replaySystem(recording)
  const now = () => recording.recordedAtMs
  const source = sourceFor(tools, { system, context: { ...context, lastDay: null }, now })
  const entries = await snapshotAll(source)
  tools.print(JSON.stringify(entries.map(shown), null, 2))
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new Refusal('FILE_NOT_READABLE', { file, detail: errorCode(error) })
  }
}

function recordingOf(text: string, file: string): Recording {
  try {
    return parseRecording(text)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Refusal(error.code, { file, detail: String(error.params['at'] ?? '') })
  }
}

import { readFile } from 'node:fs/promises'
import { Refusal } from '#protocol/refusals.ts'
import { openStoreBeside } from '#store/open.ts'
import { addKeyStatement, addRelease } from '#store/releases/releases.ts'
import { readKeyStatement, readReleaseFile } from '../releases/release-file.ts'
import { shelve } from '../releases/shelf.ts'
import type { Store } from '../deps.ts'
import { storeOptions, type Tools } from './tools.ts'

/**
 * Takes a signed release of the agent, or what one key of releases has signed about the other. Works beside a
 * collector that is running. A release is offered to nobody until somebody begins its rollout in the console.
 * @throws Refusal COMMAND_UNKNOWN, FILE_NOT_READABLE, RELEASE_INVALID, RELEASE_NOT_TRUSTED, RELEASE_OLDER
 */
export async function release(tools: Tools, [verb, file]: readonly string[]): Promise<void> {
  if ((verb !== 'add' && verb !== 'keys') || file === undefined) {
    throw new Refusal('COMMAND_UNKNOWN', { command: `release ${verb ?? '?'} ${file ?? '?'}` })
  }
  const store = await openStoreBeside(storeOptions(tools))
  try {
    await (verb === 'add' ? add : takeKeys)(tools, store, file)
  } finally {
    await store.close()
  }
}

async function add(tools: Tools, store: Store, file: string): Promise<void> {
  const { config, print, words } = tools
  const { lines, manifest, packs } = await readReleaseFile(file, config.releaseKeys)
  await shelve(config.dataDir, file, packs)
  await addRelease(
    store.db,
    { lines, manifest },
    { ...byCommand(tools), author: 'khien-collector' },
  )
  const { sequence, version } = manifest
  print(words.t('collector.release.added', { version, sequence: String(sequence) }))
}

async function takeKeys(tools: Tools, store: Store, file: string): Promise<void> {
  const { config, print, words } = tools
  const lines = await readText(file)
  const statement = readKeyStatement(lines, config.releaseKeys)
  await addKeyStatement(store.db, { lines, statement }, byCommand(tools))
  print(words.t('collector.release.keys', { key: statement.retires }))
}

const byCommand = ({ now }: Tools) => ({ actor: 'command', address: null, nowMs: now() })

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new Refusal('FILE_NOT_READABLE', { file, detail })
  }
}

import { describeStatus, isWell, readStatus } from '../status.ts'
import type { Tools } from './tools.ts'

/** Says in one screen how the agent is; answers whether all is well. */
export function status({ config, print, words }: Tools): boolean {
  const found = readStatus(config.dataDir)
  for (const line of describeStatus(found, words)) print(line)
  return isWell(found)
}

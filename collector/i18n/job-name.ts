import { jobIds } from '#protocol/system.ts'
import type { Translator } from './speech.ts'

/** The name of a job; one of another version of the collector is named by its id. */
export function jobName({ t }: Pick<Translator, 't'>, id: string): string {
  const known = jobIds.find((one) => one === id)
  return known ? t(`system.job.${known}`) : id
}

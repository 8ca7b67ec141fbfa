import type { SystemHealthView, SystemTrouble } from '#protocol/system.ts'
import { jobName } from './job-name.ts'
import { sizeText } from './size-text.ts'
import type { Translator } from './speech.ts'

/** What a sentence about a trouble is filled from. */
type Told = Pick<SystemHealthView, 'certificates' | 'disk' | 'queueDepth' | 'backup'>

/** One trouble in a sentence. */
export function troubleText(
  words: Translator,
  { kind, subject }: SystemTrouble,
  health: Told,
): string {
  const certificate = health.certificates.find(({ name }) => name === subject)
  return words.say(`system.trouble.${kind}`, {
    free: health.disk ? sizeText(words, health.disk.freeBytes) : '',
    depth: words.number(health.queueDepth),
    taken: health.backup ? words.time(health.backup.momentMs) : '',
    file: health.backup?.file ?? '',
    ends: certificate ? words.date(certificate.endsMs) : '',
    subject: certificate
      ? words.t(`system.certificate.${certificate.name}`)
      : jobName(words, subject ?? ''),
  })
}

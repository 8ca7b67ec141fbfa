import { sizeText } from '#i18n/size-text.ts'
import type { Translator } from '#i18n/speech.ts'
import { jobIds, type SystemHealthView, type SystemTrouble } from '#protocol/system.ts'

/** The name of a job; one of another version of the collector is named by its id. */
export function jobName({ t }: Translator, id: string): string {
  const known = jobIds.find((one) => one === id)
  return known ? t(`system.job.${known}`) : id
}

/** One trouble in a sentence. */
export function troubleText(
  words: Translator,
  { kind, subject }: SystemTrouble,
  health: SystemHealthView,
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

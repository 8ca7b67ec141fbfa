import { factsRegistry, probeIds } from '#protocol/facts/registry.ts'
import { dayMs, hourMs, minuteMs } from '#protocol/facts/spec.ts'
import { keptForGood, type RetentionView } from '#protocol/retention.ts'
import { routes } from '#protocol/routes.ts'
import type { Translator } from './translator.ts'

/** One part of the notice: its heading, a sentence before the list where it needs one, and the list. */
export type NoticePart = {
  readonly heading: string
  readonly lead: string | null
  readonly lines: readonly { readonly name: string | null; readonly text: string }[]
}

const nevers = ['passwords', 'contents', 'names', 'attendance', 'control'] as const

/**
 * What staff are told: what is read, what is never read, who sees it, for how long it is kept. Made from the registry
 * of probes, the table of permissions and the retention in force, so that it cannot say otherwise than the product does.
 */
export function staffNotice(
  words: Pick<Translator, 't' | 'number'>,
  kinds: readonly Pick<RetentionView, 'kind' | 'days'>[],
): readonly NoticePart[] {
  const { t, number } = words
  const plain = (text: string) => ({ name: null, text })
  const kept = kinds.map(({ kind, days }) =>
    plain(t('notice.kept.line', { what: t(`retention.kind.${kind}`), days: number(days) })),
  )
  const forGood = keptForGood.map((kind) => t(`retention.good.${kind}`)).join('; ')
  return [
    { heading: t('notice.reads'), lead: null, lines: probeIds.map((id) => probeLine(words, id)) },
    {
      heading: t('notice.never'),
      lead: null,
      lines: nevers.map((never) => plain(t(`notice.never.${never}`))),
    },
    {
      heading: t('notice.who'),
      lead: t('notice.who.line'),
      lines: routes.host.access.map((role) => plain(t(`notice.role.${role}`))),
    },
    {
      heading: t('notice.kept'),
      lead: null,
      lines: [...kept, plain(t('notice.kept.good', { what: forGood }))],
    },
    { heading: t('notice.questions'), lead: t('notice.questions.line'), lines: [] },
  ]
}

function probeLine(
  words: Pick<Translator, 't' | 'number'>,
  id: (typeof probeIds)[number],
): NoticePart['lines'][number] {
  const { t } = words
  const what = t(`notice.reads.${id}`)
  const often = oftenText(words, factsRegistry[id].cadenceMs)
  const name = t(`probe.${id}`)
  return {
    name: name.charAt(0).toUpperCase() + name.slice(1),
    text: t('notice.reads.line', { what, often }),
  }
}

function oftenText({ t, number }: Pick<Translator, 't' | 'number'>, cadenceMs: number): string {
  const count = (unitMs: number) => ({ count: number(cadenceMs / unitMs) })
  if (cadenceMs % dayMs === 0) return t('notice.often.days', count(dayMs))
  if (cadenceMs % hourMs === 0) return t('notice.often.hours', count(hourMs))
  return t('notice.often.minutes', count(minuteMs))
}

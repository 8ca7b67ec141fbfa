import { Button } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { MovedPart, MovedSubject, WhatMovedView } from '#protocol/snapshot-views.ts'
import type { ExactRatio } from '#protocol/views.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { MovedDecisions } from './moved-decisions.tsx'
import { useFigureWords, useRatioWords, useSigned } from './figure-words.ts'
import styles from './snapshots.module.css'

type Props = { readonly moved: WhatMovedView; readonly isBusy: boolean }

/** The two figures, and the parts of their difference, each with its list. */
export function MovedParts({ moved, isBusy }: Props) {
  const { t, local } = useSpeech()
  const signed = useSigned()
  const sum = (of: 'numerator' | 'denominator') =>
    moved.parts.reduce((total, part) => total + part[of], 0)
  const kinds = new Set(moved.parts.map(({ kind }) => kind))
  const others = moved.decisions.filter(({ part }) => !kinds.has(part))
  const names = new Map(moved.agencies.map(({ id, name }) => [id, name]))
  return (
    <Card title={local(moved.indicator.name)} isFlush>
      <div aria-busy={isBusy}>
        <div className={styles['toolbar']}>
          <Side title={t('moved.before')} side={moved.from} indicator={moved.indicator} />
          <Side title={t('moved.after')} side={moved.to} indicator={moved.indicator} />
        </div>
        <div className={styles['partHead']}>
          <span>{t('moved.part')}</span>
          <span className={styles['right']}>{t('moved.numerator')}</span>
          <span className={styles['right']}>{t('moved.denominator')}</span>
        </div>
        {moved.parts.map((part) => (
          <Part
            key={part.kind}
            part={part}
            names={names}
            decisions={moved.decisions.filter((one) => one.part === part.kind)}
          />
        ))}
        <div className={`${styles['partHead']} ${styles['sum']}`}>
          <span>{moved.parts.length === 0 ? t('moved.nothing') : t('moved.sum')}</span>
          <span className={styles['right']}>{signed(sum('numerator'))}</span>
          <span className={styles['right']}>{signed(sum('denominator'))}</span>
        </div>
        <MovedDecisions title={t('moved.decisions.other')} decisions={others} />
        {moved.areDecisionsCut && <p className={styles['pages']}>{t('moved.decisions.cut')}</p>}
      </div>
    </Card>
  )
}

function Side(props: {
  title: string
  side: {
    readonly atMs: number
    readonly figure: ExactRatio
    snapshot: WhatMovedView['from']['snapshot']
  }
  indicator: WhatMovedView['indicator']
}) {
  const { t, time } = useSpeech()
  const figureWords = useFigureWords()
  const ratioWords = useRatioWords()
  const { atMs, figure, snapshot } = props.side
  const said = snapshot
    ? t('moved.snapshot', { number: String(snapshot.number), time: time(atMs) })
    : t('moved.moment', { time: time(atMs) })
  return (
    <div>
      <span className={styles['quiet']}>
        {props.title}: {said}
      </span>
      <div>
        <strong>{figureWords(props.indicator, figure) ?? t('snapshot.no-figure')}</strong>{' '}
        {ratioWords(props.indicator, figure)}
      </div>
    </div>
  )
}

function Part({
  part,
  names,
  decisions,
}: {
  part: MovedPart
  names: ReadonlyMap<string, string>
  decisions: WhatMovedView['decisions']
}) {
  const { t, number } = useSpeech()
  const signed = useSigned()
  const { part: whole } = useSearch({ from: '/snapshots/moved' })
  const navigate = useNavigate({ from: '/snapshots/moved' })
  const isCut = part.subjects.length < part.total
  return (
    <details className={styles['part']} open={whole === part.kind || undefined}>
      <summary>
        <span>
          {t(`moved.kind.${part.kind}`)}{' '}
          <span className={styles['quiet']}>{t('moved.list', { total: number(part.total) })}</span>
        </span>
        <span className={styles['right']}>{signed(part.numerator)}</span>
        <span className={styles['right']}>{signed(part.denominator)}</span>
      </summary>
      <MovedDecisions title={t('moved.decisions')} decisions={decisions} />
      <ul className={styles['subjects']}>
        {part.subjects.map((subject) => (
          <li key={`${subject.kind} ${subject.id}`}>
            <Subject subject={subject} agency={names.get(subject.agencyId) ?? ''} />
          </li>
        ))}
      </ul>
      {isCut && (
        <div className={styles['pages']}>
          <Button
            size="xs"
            variant="default"
            onClick={() => void navigate({ search: (old) => ({ ...old, part: part.kind }) })}
          >
            {t('moved.more', { total: number(part.total) })}
          </Button>
        </div>
      )}
    </details>
  )
}

function Subject({ subject, agency }: { subject: MovedSubject; agency: string }) {
  const { t } = useSpeech()
  const signed = useSigned()
  const { kind, name, from, to } = subject
  return (
    <>
      {kind === 'host' ? (
        <Link to="/hosts/$id" params={{ id: subject.id }}>
          {name}
        </Link>
      ) : (
        <span>
          {name} <span className={styles['quiet']}>{t(`moved.subject.${kind}`)}</span>
        </span>
      )}
      {agency !== name && <span className={styles['quiet']}>{agency}</span>}
      {from !== null && <span>{t('moved.was', { state: t(`state.${from}`) })}</span>}
      {to !== null && <span>{t('moved.is', { state: t(`state.${to}`) })}</span>}
      <span className={styles['quiet']}>
        {signed(subject.numerator)} / {signed(subject.denominator)}
      </span>
    </>
  )
}

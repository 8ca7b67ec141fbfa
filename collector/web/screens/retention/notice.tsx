import { Button, SegmentedControl } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { staffNotice, type NoticePart } from '#i18n/staff-notice.ts'
import { translator, type Language } from '#i18n/translator.ts'
import type { RetentionView } from '#protocol/retention.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { retentionQuery } from './retention-queries.ts'
import styles from './notice.module.css'

/** The notice to staff: one page of A4 to print, sign and put up. */
export function StaffNotice() {
  const { t, language } = useSpeech()
  const [printed, setPrinted] = useState<Language>(language)
  const retention = useQuery(retentionQuery(useApi()))
  useTitle(t('notice.title'))
  const { data } = retention
  if (!data) {
    if (!retention.isError) return <ScreenSkeleton />
    return (
      <LoadFailure level={1} error={retention.error} onRetry={() => void retention.refetch()} />
    )
  }
  return (
    <div className={styles['screen']}>
      <div className={`no-print ${styles['tools'] ?? ''}`}>
        <SegmentedControl
          size="xs"
          aria-label={t('shell.language')}
          value={printed}
          data={[
            { value: 'vi', label: 'Tiếng Việt' },
            { value: 'en', label: 'English' },
          ]}
          onChange={(value) => setPrinted(value === 'en' ? 'en' : 'vi')}
        />
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPrinter size={15} aria-hidden />}
          onClick={() => print()}
        >
          {t('notice.print')}
        </Button>
      </div>
      <Page language={printed} kinds={data.kinds} />
    </div>
  )
}

function Page({ language, kinds }: { language: Language; kinds: readonly RetentionView[] }) {
  const words = translator(language)
  const { t, date } = words
  const { clock } = useApi()
  return (
    <article className={styles['page']} lang={language}>
      <header>
        <p className={styles['body']}>{t('notice.body')}</p>
        <h1>{t('notice.heading')}</h1>
        <p className={styles['subheading']}>{t('notice.subheading')}</p>
      </header>
      <p>{t('notice.lead')}</p>
      {staffNotice(words, kinds).map((part, index) => (
        <Part key={part.heading} part={part} number={index + 1} />
      ))}
      <footer>
        <small>{t('notice.made', { date: date(clock.now()) })}</small>
        <div className={styles['signature']}>
          <em>{t('notice.place')}</em>
          <strong>{t('notice.signature')}</strong>
        </div>
      </footer>
    </article>
  )
}

function Part({ part, number }: { part: NoticePart; number: number }) {
  return (
    <section>
      <h2>
        {number}. {part.heading}
      </h2>
      {part.lead !== null && <p>{part.lead}</p>}
      {part.lines.length > 0 && (
        <ul>
          {part.lines.map(({ name, text }) => (
            <li key={text}>
              {name !== null && <strong>{name}: </strong>}
              {text}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

import { UnstyledButton } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import type { LiveEvent } from '#protocol/views.ts'
import { useSpeech } from '../../language.tsx'
import { useLive, useLiveEvents } from '../../live-channel.tsx'
import styles from './new-reports.module.css'

type Seen = { ids: ReadonlySet<string>; unnamed: number }
const none: Seen = { ids: new Set(), unnamed: 0 }

/**
 * Says how many hosts reported since the rows were fetched. The rows stay as they are until the reader asks; an
 * empty list has no reader to disturb and is fetched again at once; so it is when the collector has read anew what it
 * gave from before.
 */
export function NewReports(props: { dataMs: number; isEmpty: boolean; onReload: () => void }) {
  const { t, counted } = useSpeech()
  const { status } = useLive()
  const [seen, setSeen] = useState(none)
  const [isRegisterNew, setIsRegisterNew] = useState(false)
  const [isReadAnew, setIsReadAnew] = useState(false)
  const { dataMs, isEmpty, onReload } = props

  useEffect(() => {
    setSeen(none)
    setIsRegisterNew(false)
    setIsReadAnew(false)
  }, [dataMs])

  const take = useCallback((event: LiveEvent) => {
    if (event.kind === 'hosts-reported') setSeen((before) => addTo(before, event))
    if (event.kind === 'register-changed') setIsRegisterNew(true)
    if (event.kind === 'figures-read') setIsReadAnew(true)
  }, [])
  useLiveEvents(take)

  const count = seen.ids.size + seen.unnamed
  const isNews = count > 0 || isRegisterNew
  useEffect(() => {
    if (isEmpty && (isNews || isReadAnew)) onReload()
  }, [isEmpty, isNews, isReadAnew, onReload])

  if (isEmpty || (!isNews && status !== 'lost')) return null
  const text =
    count > 0 ? counted('hosts.news', count) : t(isRegisterNew ? 'hosts.register' : 'hosts.old')
  return (
    <div role="status" className={styles['strip']}>
      <span>{text}</span>
      <UnstyledButton className={styles['button']} onClick={onReload}>
        <IconRefresh size={14} stroke={2} aria-hidden />
        {t('hosts.reload')}
      </UnstyledButton>
    </div>
  )
}

function addTo(seen: Seen, event: Extract<LiveEvent, { kind: 'hosts-reported' }>): Seen {
  return {
    ids: new Set([...seen.ids, ...event.hostIds]),
    unnamed: seen.unnamed + event.total - event.hostIds.length,
  }
}

import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import { controlGroups } from '#protocol/host-columns.ts'
import type { HostRow } from '#protocol/views.ts'
import { useSpeech } from '../../language.tsx'
import { useCostWords } from '../../parts/cost-words.ts'
import { ClassIcon, ConnectionDot, ScriptIcon, SharingKeyIcon } from '../../parts/host-signs.tsx'
import { useHostRows } from './host-rows.ts'
import { GroupStates, WorstCounts } from './host-states.tsx'
import type { HostListProps } from './host-table.tsx'
import { useVirtualRows } from './virtual-rows.ts'
import styles from './host-cards.module.css'

/** As high as most cards are; each is measured when it is drawn. */
const cardHeight = 176

/** The same list on a narrow screen: one card each, the whole card opens the host. */
export function HostCards({ total, query, visit, columns }: Omit<HostListProps, 'onChange'>) {
  const listId = useId()
  const size = { count: total, rowHeight: cardHeight, isMeasured: true }
  const { list, virtualizer, pieces } = useVirtualRows(size, 0)
  const places = pieces.flatMap((piece) => ('row' in piece ? [piece.row] : []))
  const hostAt = useHostRows({ query, visit }, places)
  return (
    <div ref={list}>
      <ul id={listId} className={styles['list']}>
        {pieces.map((piece) => {
          if (!('row' in piece)) {
            const { before, room } = piece
            return <li key={`room ${before}`} aria-hidden style={{ height: room }} />
          }
          const host = hostAt(piece.row)
          return (
            <li
              key={piece.row}
              ref={virtualizer.measureElement}
              data-index={piece.row}
              aria-setsize={total}
              aria-posinset={piece.row + 1}
              className={styles['card']}
            >
              {host ? <Card host={host} showsAgents={columns.includes('agent')} /> : '…'}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function Card({ host, showsAgents }: { host: HostRow; showsAgents: boolean }) {
  const { t, time } = useSpeech()
  const { agentText } = useCostWords()
  return (
    <>
      <div className={styles['line']}>
        <ConnectionDot isConnected={host.isConnected} />
        <Link to="/hosts/$id" params={{ id: host.id }} className={styles['name']}>
          {host.hostname}
        </Link>
        {host.isSharingKey && <SharingKeyIcon />}
        {host.script && <ScriptIcon />}
      </div>
      <WorstCounts host={host} />
      <div className={styles['quiet']}>{host.agency.name}</div>
      <div className={styles['line']} data-quiet>
        <ClassIcon hostClass={host.class} />
        {host.osName ?? '—'}
        {host.address && ` · ${host.address}`}
      </div>
      {showsAgents && (
        <div className={styles['quiet']}>
          {t('column.agent')}: {agentText(host.agent)}
        </div>
      )}
      <dl className={styles['groups']}>
        {controlGroups.map(({ id, controls }) => (
          <div key={id}>
            <dt>{t(`group.${id}`)}</dt>
            <dd>
              <GroupStates host={host} controls={controls} />
            </dd>
          </div>
        ))}
      </dl>
      <div className={styles['quiet']}>
        {t('column.last-report')}:{' '}
        {host.lastReceivedMs === null ? t('hosts.never') : time(host.lastReceivedMs)}
      </div>
    </>
  )
}

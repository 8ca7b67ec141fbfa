import { Link, useNavigate } from '@tanstack/react-router'
import { useId, type KeyboardEvent } from 'react'
import type { OrganisationRow } from '#protocol/organisation-views.ts'
import { useSpeech } from '../../language.tsx'
import { useRovingRows } from '../hosts/roving-rows.ts'
import { HostNumbers, Signs, Validity } from './row-parts.tsx'
import styles from './organisations.module.css'

/** The tree as a table; j, k and the arrows move between rows, Enter opens one. */
export function OrganisationTable({ rows }: { rows: readonly OrganisationRow[] }) {
  const { t } = useSpeech()
  const tableId = useId()
  const navigate = useNavigate()
  const { propsOf } = useRovingRows({ rowCount: rows.length, listId: tableId, onReach: allDrawn })
  return (
    <div className={styles['scroll']}>
      <table id={tableId} className={styles['table']}>
        <caption className={styles['caption']}>{t('organisations.keys')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('column.agency')}</th>
            <th scope="col">{t('organisations.kind')}</th>
            <th scope="col">{t('organisations.level')}</th>
            <th scope="col">{t('organisations.code')}</th>
            <th scope="col" title={t('organisations.hosts.why')}>
              {t('nav.hosts')}
            </th>
            <th scope="col">{t('organisations.validity')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => {
            const roving = propsOf(at)
            const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
              if (event.key === 'Enter' && event.target === event.currentTarget) {
                void navigate({ to: '/organisations/$id', params: { id: row.id } })
              }
              roving.onKeyDown(event)
            }
            return (
              <tr
                key={row.id}
                {...roving}
                onKeyDown={onKeyDown}
                data-ended={!row.isStanding}
                data-context={!row.isMatch}
              >
                <th scope="row" style={{ paddingLeft: 16 + row.depth * 20 }}>
                  <Link to="/organisations/$id" params={{ id: row.id }}>
                    {row.name}
                  </Link>{' '}
                  {row.shortName && <span className={styles['quiet']}>{row.shortName}</span>}{' '}
                  <Signs row={row} />
                </th>
                <td>{row.kind}</td>
                <td>{row.level ?? '—'}</td>
                <td>{row.code ?? '—'}</td>
                <td className={styles['number']}>
                  <HostNumbers row={row} />
                </td>
                <td>
                  <Validity row={row} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** Every row is there to be focused. */
const allDrawn = () => undefined

import { Link } from '@tanstack/react-router'
import type { OrganisationRow } from '#protocol/organisation-views.ts'
import { useSpeech } from '../../language.tsx'
import { HostNumbers, Signs, Validity } from './row-parts.tsx'
import styles from './organisations.module.css'

const indentsMax = 4

/** The tree on a narrow screen. */
export function OrganisationCards({ rows }: { rows: readonly OrganisationRow[] }) {
  const { t } = useSpeech()
  return (
    <ul className={styles['cards']}>
      {rows.map((row) => (
        <li
          key={row.id}
          style={{ paddingLeft: 14 + Math.min(row.depth, indentsMax) * 14 }}
          data-context={!row.isMatch}
        >
          <div className={styles['line']}>
            <Link to="/organisations/$id" params={{ id: row.id }} className={styles['name']}>
              {row.name}
            </Link>
            <Signs row={row} />
          </div>
          <div className={styles['quiet']}>
            {[row.kind, row.level, row.code].filter((word) => word !== null).join(' · ')}
          </div>
          <div>
            {t('nav.hosts')}: <HostNumbers row={row} />
          </div>
          <div className={styles['quiet']}>
            <Validity row={row} />
          </div>
        </li>
      ))}
    </ul>
  )
}

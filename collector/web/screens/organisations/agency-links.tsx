import {
  IconChecklist,
  IconClipboardList,
  IconDeviceDesktop,
  IconFileDescription,
  IconPackageImport,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { OrganisationView } from '#protocol/organisation-views.ts'
import { useSpeech } from '../../language.tsx'
import { useMay } from '../../permission.ts'
import styles from './organisations.module.css'

/** From an agency to everything that is kept of it. */
export function AgencyLinks({ one }: { one: OrganisationView }) {
  const { t } = useSpeech()
  const may = useMay()
  return (
    <nav className={styles['links']} aria-label={t('agency.links')}>
      {may('hosts') && (
        <Link to="/hosts" search={{ agency: one.id }}>
          <IconDeviceDesktop size={16} stroke={1.7} aria-hidden />
          {t('nav.hosts')}
        </Link>
      )}
      {may('work') && (
        <Link to="/todo" search={{ agency: one.id }}>
          <IconChecklist size={16} stroke={1.7} aria-hidden />
          {t('nav.work')}
        </Link>
      )}
      {may('registerEntries') && (
        <Link to="/register/entries" search={{ agency: one.id }}>
          <IconClipboardList size={16} stroke={1.7} aria-hidden />
          {t('nav.register')}
        </Link>
      )}
      {may('mondayAgency') && (
        <Link to="/monday/$agency" params={{ agency: one.id }}>
          <IconFileDescription size={16} stroke={1.7} aria-hidden />
          {t('nav.monday')}
        </Link>
      )}
      {may('install') && (
        <Link to="/install" search={{ agency: one.id }}>
          <IconPackageImport size={16} stroke={1.7} aria-hidden />
          {t('install.open')}
        </Link>
      )}
    </nav>
  )
}

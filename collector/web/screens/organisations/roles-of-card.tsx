import { Button } from '@mantine/core'
import { useState } from 'react'
import type { OrganisationView, RoleView } from '#protocol/organisation-views.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { RoleDialog } from './assign-dialogs.tsx'
import { useToday } from '../../today.ts'
import { Days } from './row-parts.tsx'
import { noContact } from './role-contact-fields.tsx'
import styles from './organisations.module.css'

/** Its contact point, and the roles that it holds. */
export function RolesOfCard({ one, mayChange }: { one: OrganisationView; mayChange: boolean }) {
  const { t } = useSpeech()
  const now = useToday()
  const [isAssigning, setIsAssigning] = useState(false)
  const isNone = one.roles.length + one.contactPoints.length === 0
  return (
    <Card
      title={t('organisations.roles')}
      aside={
        mayChange && (
          <Button size="compact-xs" variant="default" onClick={() => setIsAssigning(true)}>
            {t('organisations.contact-point.assign')}
          </Button>
        )
      }
    >
      {isNone && <p className={styles['quiet']}>{t('organisations.roles.none')}</p>}
      <ul className={styles['plain']}>
        {one.contactPoints.map((role) => (
          <li key={role.assignmentId}>
            {t('orgRole.contact-point')}: <strong>{role.organisationName}</strong>{' '}
            <Since role={role} />
          </li>
        ))}
        {one.roles.map((role) => (
          <li key={role.assignmentId}>
            {t(`orgRole.${role.role}`)}
            {role.forAgencyName && ` – ${role.forAgencyName}`} <Since role={role} />
          </li>
        ))}
      </ul>
      {isAssigning && (
        <RoleDialog
          given={{
            role: 'contact-point',
            agencyId: null,
            organisationName: '',
            forAgencyId: one.id,
            fromDay: now,
            untilDay: null,
            source: null,
            ...noContact,
          }}
          onClose={() => setIsAssigning(false)}
        />
      )}
    </Card>
  )
}

function Since({ role }: { role: RoleView }) {
  return (
    <span className={styles['quiet']}>
      <Days fromDay={role.fromDay} untilDay={role.untilDay} />
      {role.source && ` · ${role.source}`}
    </span>
  )
}

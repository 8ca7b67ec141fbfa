import { Button, TextInput, Title } from '@mantine/core'
import { IconSearch, IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { matchesPerson } from '#protocol/person-search.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { FilteredOut } from '../../parts/filtered-out.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { OneTimePassword, type Given } from './one-time-password.tsx'
import { peopleQuery } from './people-queries.ts'
import { PersonDialog } from './person-dialog.tsx'
import { PersonRows } from './person-rows.tsx'
import { SignInRulesCard } from './sign-in-rules.tsx'
import styles from './people.module.css'

/** Everybody who may sign in, what they may do, and the rule about the second step. */
export function People() {
  const { t } = useSpeech()
  const people = useQuery(peopleQuery(useApi()))
  const { q = '' } = useSearch({ from: '/administration/people' })
  const navigate = useNavigate({ from: '/administration/people' })
  const [isAdding, setIsAdding] = useState(false)
  const [given, setGiven] = useState<Given | null>(null)
  useTitle(t('people.title'))
  const all = people.data?.people ?? []
  const rows = all.filter((person) => matchesPerson(person, t(`role.${person.role}`), q))
  const setQ = (text: string) =>
    void navigate({
      search: (search) => ({ ...search, q: text === '' ? undefined : text }),
      replace: true,
    })
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <Title order={1}>{t('people.title')}</Title>
        <p>{t('people.intro')}</p>
      </header>
      <div className={styles['bar']}>
        <TextInput
          className={styles['search'] ?? ''}
          size="sm"
          type="search"
          aria-label={t('people.search')}
          placeholder={t('people.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          maxLength={100}
          value={q}
          onChange={({ currentTarget }) => setQ(currentTarget.value)}
        />
        <Button
          size="sm"
          leftSection={<IconUserPlus size={16} aria-hidden />}
          onClick={() => setIsAdding(true)}
        >
          {t('people.add')}
        </Button>
      </div>
      <Card
        title={t('people.title')}
        aside={<ExportButton route="exportPeople" query={{ q: q || undefined }} />}
        isFlush
      >
        {people.isPending && <RowsSkeleton rows={4} />}
        {people.isError && (
          <LoadFailure error={people.error} onRetry={() => void people.refetch()} />
        )}
        {people.isSuccess && rows.length === 0 && (
          <FilteredOut title={t('people.none')} onClear={() => setQ('')} />
        )}
        {rows.length > 0 && <PersonRows people={rows} onGiven={setGiven} />}
      </Card>
      <SignInRulesCard />
      {isAdding && (
        <PersonDialog person={null} onGiven={setGiven} onClose={() => setIsAdding(false)} />
      )}
      {given && <OneTimePassword given={given} onClose={() => setGiven(null)} />}
    </div>
  )
}

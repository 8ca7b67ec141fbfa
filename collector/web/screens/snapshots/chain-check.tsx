import { Button, Text } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { chainQuery } from './snapshot-queries.ts'
import { shortHash } from './snapshot-words.ts'
import styles from './snapshots.module.css'

type Head = { readonly number: number; readonly hash: string }

/** The head of the chain, and the check of every snapshot when somebody asks for it. */
export function ChainCheck({ head }: { head: Head | null }) {
  const { t, number } = useSpeech()
  const textOf = useFailureText()
  const check = useQuery(chainQuery(useApi()))
  if (!head) return null
  return (
    <div>
      <span className={styles['quiet']} title={head.hash}>
        {t('snapshots.head', { number: String(head.number) })}{' '}
        <span className={styles['hash']}>{shortHash(head.hash)}</span>
      </span>{' '}
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconLink size={14} aria-hidden />}
        loading={check.isFetching}
        onClick={() => void check.refetch()}
      >
        {t('snapshots.check')}
      </Button>
      <div role="status">
        {check.error && (
          <Text size="sm" c="var(--mantine-color-error)">
            {textOf(check.error)}
          </Text>
        )}
        {check.data && check.data.faults.length === 0 && (
          <Text size="sm" c="var(--khien-met)">
            {t('snapshots.check.good', { checked: number(check.data.checked) })}
          </Text>
        )}
        {check.data && check.data.faults.length > 0 && (
          <>
            <Text size="sm" c="var(--mantine-color-error)">
              {t('snapshots.check.bad', { count: number(check.data.faults.length) })}
            </Text>
            <ul className={styles['faults']}>
              {check.data.faults.map((one) => (
                <li key={`${one.number} ${one.fault} ${one.detail}`}>
                  {t('snapshots.check.fault', {
                    number: String(one.number),
                    fault: t(`snapshot.fault.${one.fault}`),
                    detail: one.detail,
                  })}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  )
}

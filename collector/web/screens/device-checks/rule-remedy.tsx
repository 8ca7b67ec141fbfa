import { Anchor, Text } from '@mantine/core'
import { deviceRuleOf } from '#protocol/device-rules.ts'
import { useSpeech } from '../../language.tsx'
import styles from './device-checks.module.css'

const steps = [1, 2, 3] as const

/** Whose device a rule knows, and what its owner does about it. The pair is nowhere on the screen. */
export function RuleRemedy({ rule, isMended }: { rule: string; isMended: boolean }) {
  const { t } = useSpeech()
  const listed = deviceRuleOf(rule)
  if (!listed) return <Text size="sm">{t('device-check.rule.unknown', { rule })}</Text>
  const { vendor, models, remedy, document } = listed
  return (
    <div className={styles['remedy']}>
      <Text size="sm">
        {t('device-check.rule')}: <strong>{vendor}</strong>, {models} <code>{rule}</code>
      </Text>
      {!isMended && remedy !== null && (
        <>
          <h3>{t('device-check.remedy')}</h3>
          <ol>
            {steps.map((step) => (
              <li key={step}>{t(`device-remedy.${remedy}.${step}`)}</li>
            ))}
          </ol>
          <Text size="sm" c="dimmed">
            {t('device-check.remedy.after')}
          </Text>
        </>
      )}
      {document && (
        <Text size="sm">
          {t('device-check.document')}:{' '}
          {document.url === null ? (
            document.title
          ) : (
            <Anchor href={document.url} target="_blank" rel="noreferrer" lang="en">
              {document.title}
            </Anchor>
          )}
        </Text>
      )}
    </div>
  )
}

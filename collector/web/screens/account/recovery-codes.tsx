import { Button, Checkbox, CopyButton, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useSpeech } from '../../language.tsx'
import styles from './account.module.css'

/** Shown this once; nobody goes on before they say that they kept them. */
export function RecoveryCodes(props: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useSpeech()
  const [isKept, setIsKept] = useState(false)
  const text = props.codes.join('\n')
  return (
    <Stack gap="sm" component="section" aria-labelledby="recovery-codes-title">
      <Title order={2} size="h5" id="recovery-codes-title">
        {t('recovery.title')}
      </Title>
      <Text size="sm">{t('recovery.what')}</Text>
      <ol className={styles['codes']}>
        {props.codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <Group gap="xs">
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {t(copied ? 'totp.copied' : 'recovery.copy')}
            </Button>
          )}
        </CopyButton>
        <Button size="xs" variant="default" onClick={() => saveText('khien-recovery.txt', text)}>
          {t('recovery.download')}
        </Button>
      </Group>
      <Checkbox
        label={t('recovery.kept')}
        checked={isKept}
        onChange={({ currentTarget }) => setIsKept(currentTarget.checked)}
      />
      <Button disabled={!isKept} onClick={props.onKept}>
        {t('sign-in.next')}
      </Button>
    </Stack>
  )
}

function saveText(name: string, text: string) {
  const address = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

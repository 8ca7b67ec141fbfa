import { Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core'
import type { FormEvent } from 'react'
import { encode } from 'uqr'
import type { TotpOffer } from '#protocol/people.ts'
import { useSpeech } from '../../language.tsx'
import { CodeField } from './code-field.tsx'
import styles from './account.module.css'

/** What an authenticator scans or is told, and the first code that proves it. The secret leaves this page nowhere. */
export function TotpSetup(props: {
  offer: TotpOffer
  isBusy: boolean
  onCode: (code: string) => void
}) {
  const { t } = useSpeech()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const code = new FormData(event.currentTarget).get('code')
    if (typeof code === 'string') props.onCode(code)
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text size="sm">{t('totp.scan')}</Text>
        <Picture text={props.offer.uri} />
        <details className={styles['by-hand']}>
          <summary>{t('totp.by-hand')}</summary>
          <Group gap="xs" mt={6}>
            <Code className={styles['secret'] ?? ''}>{groupsOf(props.offer.secret)}</Code>
            <CopyButton value={props.offer.secret}>
              {({ copied, copy }) => (
                <Button size="compact-xs" variant="default" onClick={copy}>
                  {t(copied ? 'totp.copied' : 'totp.copy')}
                </Button>
              )}
            </CopyButton>
          </Group>
        </details>
        <CodeField label={t('totp.prove')} />
        <Button type="submit" loading={props.isBusy}>
          {t('totp.confirm')}
        </Button>
      </Stack>
    </form>
  )
}

/** Black on white in either scheme: cameras expect it so. */
function Picture({ text }: { text: string }) {
  const { t } = useSpeech()
  const { size, data } = encode(text, { border: 3, ecc: 'M' })
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('')
  return (
    <svg
      className={styles['picture']}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={t('totp.picture')}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

const groupsOf = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? secret

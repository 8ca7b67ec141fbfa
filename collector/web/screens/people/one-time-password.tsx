import { Button, CopyButton, Group, Modal, Stack, Text } from '@mantine/core'
import { useSpeech } from '../../language.tsx'
import styles from './people.module.css'

/** A one-time password that was made just now. */
export type Given = { readonly name: string; readonly password: string }

/** Shown this once, and not closed by a slip. */
export function OneTimePassword({ given, onClose }: { given: Given; onClose: () => void }) {
  const { t } = useSpeech()
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('people.one-time.title', { name: given.name })}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <Stack gap="sm">
        <Text size="sm">{t('people.one-time.what')}</Text>
        <output className={styles['password']}>{given.password}</output>
        <Group justify="flex-end" gap="xs">
          <CopyButton value={given.password}>
            {({ copied, copy }) => (
              <Button variant="default" size="sm" onClick={copy}>
                {t(copied ? 'totp.copied' : 'recovery.copy')}
              </Button>
            )}
          </CopyButton>
          <Button size="sm" onClick={onClose}>
            {t('people.one-time.done')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

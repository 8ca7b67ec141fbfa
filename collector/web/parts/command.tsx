import { Button, Code, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useSpeech } from '../language.tsx'
import styles from './command.module.css'

/** One line for a terminal, as it is, with a button that copies it. */
export function Command({ text }: { text: string }) {
  const { t } = useSpeech()
  return (
    <div className={styles['command']}>
      <Code block className={styles['code'] ?? ''} tabIndex={0}>
        {text}
      </Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button
            size="xs"
            variant="default"
            className="no-print"
            leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            onClick={copy}
          >
            {t(copied ? 'copied' : 'copy')}
          </Button>
        )}
      </CopyButton>
    </div>
  )
}

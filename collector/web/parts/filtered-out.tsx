import { Button } from '@mantine/core'
import { IconFilterOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useSpeech } from '../language.tsx'
import { Notice } from './notice.tsx'

/** Nothing is left by the filters: says so, and takes them off. */
export function FilteredOut(props: { title: string; children?: ReactNode; onClear: () => void }) {
  const { t } = useSpeech()
  return (
    <Notice
      icon={IconFilterOff}
      title={props.title}
      action={
        <Button size="xs" variant="default" onClick={props.onClear}>
          {t('filter.clear')}
        </Button>
      }
    >
      {props.children}
    </Notice>
  )
}

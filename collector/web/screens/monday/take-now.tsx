import { Button } from '@mantine/core'
import { IconCamera } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSpeech } from '../../language.tsx'
import { useMay } from '../../permission.ts'
import { TakeDialog } from '../snapshots/take-dialog.tsx'

/** Sheets speak of the newest snapshot: whoever needs the figures of this moment freezes them first. */
export function TakeNow() {
  const { t } = useSpeech()
  const may = useMay()
  const client = useQueryClient()
  const [isTaking, setTaking] = useState(false)
  if (!may('takeSnapshot')) return null
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconCamera size={15} aria-hidden />}
        onClick={() => setTaking(true)}
      >
        {t('monday.take-now')}
      </Button>
      {isTaking && (
        <TakeDialog
          onClose={() => setTaking(false)}
          onTaken={async () => {
            await client.invalidateQueries({ queryKey: ['monday'] })
            setTaking(false)
          }}
        />
      )}
    </>
  )
}

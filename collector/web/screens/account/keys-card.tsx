import { Switch } from '@mantine/core'
import { useState } from 'react'
import { hasSingleKeys, rememberSingleKeys } from '../../keys.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'

/** Whether keys alone are shortcuts, in this browser. */
export function KeysCard() {
  const { t } = useSpeech()
  const [isOn, setIsOn] = useState(hasSingleKeys)
  return (
    <Card title={t('keys.title')}>
      <Switch
        label={t('keys.single')}
        description={t('keys.single.what')}
        checked={isOn}
        onChange={({ currentTarget: { checked } }) => {
          rememberSingleKeys(checked)
          setIsOn(checked)
        }}
      />
    </Card>
  )
}

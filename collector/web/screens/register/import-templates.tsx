import { Button, Select } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { entryKinds, type EntryKind } from '#protocol/register.ts'
import { addressOf } from '../../api.ts'
import { routes } from '../../contract.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import styles from './imports.module.css'

const formats = ['xlsx', 'csv'] as const

/** Files to fill in, per kind: empty, or with what stands now. */
export function ImportTemplates() {
  const { t, language } = useSpeech()
  const [kind, setKind] = useState<EntryKind>('machine')
  const [filled, setFilled] = useState<'no' | 'yes'>('no')
  return (
    <Card title={t('import.templates')}>
      <div className={styles['form']}>
        <Select
          size="sm"
          label={t('import.kind')}
          allowDeselect={false}
          data={entryKinds.map((value) => ({ value, label: t(`import.kind.${value}`) }))}
          value={kind}
          onChange={(value) => setKind(entryKinds.find((one) => one === value) ?? kind)}
        />
        <Select
          size="sm"
          label={t('import.templates.content')}
          allowDeselect={false}
          data={[
            { value: 'no', label: t('import.templates.empty') },
            { value: 'yes', label: t('import.templates.filled') },
          ]}
          value={filled}
          onChange={(value) => setFilled(value === 'yes' ? 'yes' : 'no')}
        />
        <div className={styles['actions']}>
          {formats.map((format) => (
            <Button
              key={format}
              component="a"
              variant="default"
              size="sm"
              leftSection={<IconDownload size={16} />}
              href={addressOf(routes.importTemplate, {
                params: { kind },
                query: { format, language, filled },
              })}
              download
            >
              {format === 'xlsx' ? 'Excel' : 'CSV'}
            </Button>
          ))}
        </div>
      </div>
      <p className={styles['hint']}>{t('import.templates.hint')}</p>
    </Card>
  )
}

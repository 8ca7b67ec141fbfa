import { Text, Title } from '@mantine/core'
import { linuxCommands, msiexecCommand } from '#protocol/install-commands.ts'
import type { PackageView } from '#protocol/install.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { PrintButton } from '../../parts/print-button.tsx'
import { newestOf } from './files-card.tsx'
import { useLimitWords } from './limit-words.ts'
import { QrCode } from './qr-code.tsx'
import type { MadeToken } from './token-card.tsx'
import styles from './sheet.module.css'

type Props = {
  agency: string
  made: MadeToken | null
  packages: readonly PackageView[]
}

/** One sheet of A4 for whoever goes from machine to machine; printed, it is all that stands on the page. */
export function Sheet({ agency, made, packages }: Props) {
  const { t } = useSpeech()
  if (made === null) {
    return (
      <div className="no-print">
        <Card title={t('install.sheet')}>
          <Text size="sm" c="dimmed">
            {t('install.sheet.first')}
          </Text>
        </Card>
      </div>
    )
  }
  return (
    <section aria-label={t('install.sheet')}>
      <div className={`${styles['tools']} no-print`}>
        <Title order={2} size="h5">
          {t('install.sheet')}
        </Title>
        <PrintButton label={t('install.sheet.print')} />
      </div>
      <Paper agency={agency} made={made} packages={packages} />
    </section>
  )
}

function Paper({ agency, made, packages }: Props & { made: MadeToken }) {
  const { t } = useSpeech()
  const limitWords = useLimitWords()
  const { join, token } = made
  return (
    <article className={styles['sheet']}>
      <header>
        <div>
          <h3>{t('install.sheet.heading')}</h3>
          <dl>
            <dt>{t('install.sheet.agency')}</dt>
            <dd>{agency}</dd>
            <dt>{t('install.sheet.collector')}</dt>
            <dd>{window.location.host}</dd>
            <dt>{t('install.sheet.limits')}</dt>
            <dd>{limitWords(token)}</dd>
          </dl>
        </div>
        <figure>
          <QrCode text={join} label={t('install.sheet.qr')} />
          <figcaption>{t('install.sheet.qr')}</figcaption>
        </figure>
      </header>
      <h4>{t('install.sheet.join')}</h4>
      <code className={styles['join']}>{join}</code>
      <Steps packages={packages} />
      <p>{t('install.sheet.check')}</p>
      <p>{t('install.sheet.or')}</p>
      <p>{t('install.sheet.old')}</p>
      <p>{t('install.sheet.no-agent')}</p>
      <p className={styles['secret']}>{t('install.sheet.secret')}</p>
    </article>
  )
}

const printed = ['linux-x64-deb', 'linux-x64-rpm'] as const

/** Commands with a word in the place of the join string, which stands on the sheet once. */
function Steps({ packages }: { packages: readonly PackageView[] }) {
  const { t } = useSpeech()
  const here = 'KHIEN-JOIN'
  const shown = (command: string) => command.replace(here, t('install.sheet.join-word'))
  const msi = newestOf(packages, 'windows-msi')
  const linux = printed.flatMap((kind) => {
    const file = newestOf(packages, kind)
    return file === null ? [] : linuxCommands(kind, file.name, here).slice(0, 1)
  })
  return (
    <>
      {msi !== null && (
        <>
          <h4>{t('install.sheet.windows')}</h4>
          <code>{shown(msiexecCommand(msi.name, here))}</code>
        </>
      )}
      {linux.length > 0 && (
        <>
          <h4>{t('install.sheet.linux')}</h4>
          {linux.map(({ id, command }) => (
            <code key={id}>{shown(command)}</code>
          ))}
        </>
      )}
    </>
  )
}

import { Button, Text, Title } from '@mantine/core'
import { IconDownload, IconPackageOff } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import {
  linuxCommands,
  msiexecCommand,
  scriptCommand,
  type InstallCommand,
} from '#protocol/install-commands.ts'
import {
  byNewestVersion,
  packageKinds,
  packageNameOf,
  type PackageKind,
} from '#protocol/install-packages.ts'
import type { PackagesView, PackageView } from '#protocol/install.ts'
import { sizeText } from '#i18n/size-text.ts'
import { addressOf } from '../../api.ts'
import { routes } from '../../contract.ts'
import { download } from '../../download.ts'
import { useSpeech } from '../../language.tsx'
import { Command } from '../../parts/command.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { Notice } from '../../parts/notice.tsx'
import { AgencyMsi } from './agency-msi.tsx'
import type { MadeToken } from './token-card.tsx'
import styles from './install.module.css'

/** The newest package of a kind; null: there is none. */
export function newestOf(packages: readonly PackageView[], kind: PackageKind): PackageView | null {
  const ofKind = packages.filter((one) => one.kind === kind)
  return ofKind.toSorted((left, right) => byNewestVersion(left.version, right.version))[0] ?? null
}

/** The files for every kind of machine, each with its command. */
export function FilesCard(props: {
  agency: { id: string; name: string }
  packages: PackagesView
  made: MadeToken | null
}) {
  const { t } = useSpeech()
  const { packages, made, agency } = props
  return (
    <div className={styles['files']}>
      {made === null && (
        <Text size="sm" c="dimmed">
          {t('install.files.first')}
        </Text>
      )}
      {packages.packages.length === 0 && (
        <Notice icon={IconPackageOff} title={t('install.files.none')}>
          {t('install.files.none.why', { folder: packages.folder })}
        </Notice>
      )}
      {packages.packages.length > 0 &&
        packageKinds.map((kind) => (
          <section key={kind} className={styles['file']}>
            <Title order={3} size="h6">
              {t(`install.package.${kind}`)}
            </Title>
            <OneKind kind={kind} packages={packages} made={made} />
          </section>
        ))}
      <AgencyMsi agency={agency} made={made} common={newestOf(packages.packages, 'windows-msi')} />
    </div>
  )
}

type KindProps = { kind: PackageKind; packages: PackagesView; made: MadeToken | null }

function OneKind({ kind, packages, made }: KindProps) {
  const { t } = useSpeech()
  const found = newestOf(packages.packages, kind)
  if (found === null) {
    const name = packageNameOf(kind, packages.version)
    return (
      <Text size="sm" c="dimmed">
        {t('install.files.missing', { name })}
      </Text>
    )
  }
  return (
    <>
      <FileLine file={found} />
      {made !== null &&
        commandsFor(kind, found.name, made.join).map(({ id, command }) => (
          <div key={id}>
            <Text size="xs" c="dimmed">
              {t(`install.command.${id}`)}
            </Text>
            <Command text={command} />
          </div>
        ))}
    </>
  )
}

function commandsFor(kind: PackageKind, file: string, join: string): InstallCommand[] {
  switch (kind) {
    case 'windows-msi':
      return [{ id: 'msiexec', command: msiexecCommand(file, join) }]
    case 'windows-script':
      return [{ id: 'script', command: scriptCommand(file, join) }]
    default:
      return linuxCommands(kind, file, join)
  }
}

function FileLine({ file }: { file: PackageView }) {
  const speech = useSpeech()
  const textOf = useFailureText()
  const { t } = speech
  const { name } = file
  const address = addressOf(routes.installPackage, { params: { name } })
  const take = useMutation({ mutationFn: () => download(address, name) })
  return (
    <>
      <div className={styles['file-line']}>
        <span>
          <span className={styles['name']}>{name}</span> · {sizeText(speech, file.bytes)}
          <small className={styles['sum']}>
            {t('install.sha256')} {file.sha256}
          </small>
        </span>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          loading={take.isPending}
          aria-label={`${t('install.download')} ${name}`}
          onClick={() => take.mutate()}
        >
          {t('install.download')}
        </Button>
      </div>
      {take.isError && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {textOf(take.error)}
        </Text>
      )}
    </>
  )
}

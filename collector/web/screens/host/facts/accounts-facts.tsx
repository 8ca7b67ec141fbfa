import type { FactoryPasswords as FactoryPasswordFacts } from '#protocol/facts/factory-passwords.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { useSpeech } from '../../../language.tsx'
import { FactTable, Known, Pair, Pairs, Pill } from './values.tsx'

export function AccountsFacts({ facts }: { facts: Facts<'accounts'> }) {
  const { t, number } = useSpeech()
  return (
    <>
      <Pairs>
        <Pair name={t('accounts.automatic')}>
          <Known value={facts.automaticLogins}>
            {(logins) => (logins.length === 0 ? t('none') : <Logins logins={logins} />)}
          </Known>
        </Pair>
        <Pair name={t('accounts.sudo')}>
          <Known value={facts.passwordlessSudo}>
            {(rules) =>
              rules.length === 0
                ? t('none')
                : rules
                    .map(({ subject, scope }) => `${subject}: ${t(`accounts.sudo.${scope}`)}`)
                    .join('; ')
            }
          </Known>
        </Pair>
        <Pair name="SSH">
          <Known value={facts.ssh}>{(ssh) => <Ssh ssh={ssh} />}</Known>
        </Pair>
        <Pair name={t('accounts.factory')}>
          <FactoryPasswords value={facts.factoryPasswords} />
        </Pair>
        {facts.windowsRules && <WindowsRules rules={facts.windowsRules} />}
        {facts.accountsTotal > facts.accounts.length && (
          <Pair name={t('accounts.title')}>
            {t('facts.cut', {
              shown: number(facts.accounts.length),
              total: number(facts.accountsTotal),
            })}
          </Pair>
        )}
      </Pairs>
      <FactTable
        name={t('accounts.title')}
        heads={[t('accounts.name'), t('accounts.kind'), t('accounts.password'), t('accounts.role')]}
      >
        {facts.accounts.map((account) => (
          <AccountRow key={account.name} account={account} />
        ))}
      </FactTable>
    </>
  )
}

function AccountRow({ account }: { account: Facts<'accounts'>['accounts'][number] }) {
  const { t } = useSpeech()
  return (
    <tr>
      <td>{account.name}</td>
      <td>{t(`accounts.kind.${account.kind}`)}</td>
      <td>
        <Known value={account.password}>
          {(password) =>
            password === 'empty' && account.canSignIn ? (
              <Pill tone="bad">{t('accounts.password.empty')}</Pill>
            ) : (
              t(`accounts.password.${password}`)
            )
          }
        </Known>
      </td>
      <td>
        {[
          account.isAdministrator && t('accounts.administrator'),
          !account.canSignIn && t('accounts.no-sign-in'),
        ]
          .filter(Boolean)
          .join(', ')}
      </td>
    </tr>
  )
}

type WindowsRulesFacts = NonNullable<Facts<'accounts'>['windowsRules']>

function WindowsRules({ rules }: { rules: WindowsRulesFacts }) {
  const { t } = useSpeech()
  return (
    <>
      <Pair name={t('accounts.blank')}>
        <Known value={rules.limitsBlankPasswords}>
          {(isLimited) =>
            isLimited ? (
              t('accounts.blank.limited')
            ) : (
              <Pill tone="bad">{t('accounts.blank.open')}</Pill>
            )
          }
        </Known>
      </Pair>
      <Pair name={t('accounts.laps')}>
        <Known value={rules.laps}>{(laps) => t(`accounts.laps.${laps}`)}</Known>
      </Pair>
    </>
  )
}

function FactoryPasswords({ value }: { value: Facts<'accounts'>['factoryPasswords'] }) {
  const { t } = useSpeech()
  if (value === undefined) return t('accounts.factory.not-compared')
  return <Known value={value}>{(found) => <Compared found={found} />}</Known>
}

function Compared({ found: { accounts, rules } }: { found: FactoryPasswordFacts }) {
  const { t, number } = useSpeech()
  if (accounts.length === 0) return t('accounts.factory.no-accounts', { rules })
  const telling = accounts.filter(({ rule }) => rule !== null)
  if (telling.length === 0) {
    return t('accounts.factory.none', { count: number(accounts.length), rules })
  }
  return telling.map(({ account, rule }) => (
    <div key={account}>
      {account}:{' '}
      <Known value={rule}>{() => <Pill tone="bad">{t('accounts.password.factory')}</Pill>}</Known>
    </div>
  ))
}

type SshFacts = Exclude<Facts<'accounts'>['ssh'], { state: 'unknown' }>

function Ssh({ ssh }: { ssh: SshFacts }) {
  const { t } = useSpeech()
  if (ssh === null) return t('accounts.ssh.none')
  const root = t(`accounts.ssh.root.${ssh.permitsRootLogin}`)
  if (!ssh.permitsEmptyPasswords) return root
  return (
    <>
      <Pill tone="bad">{t('accounts.ssh.empty')}</Pill> {root}
    </>
  )
}

type Login = Extract<Facts<'accounts'>['automaticLogins'], readonly unknown[]>[number]

function Logins({ logins }: { logins: readonly Login[] }) {
  const { t } = useSpeech()
  return logins.map(({ account, source, hasStoredPassword }, index) => (
    <span key={`${account} ${source}`}>
      {index > 0 && ', '}
      {account} ({source}){' '}
      {hasStoredPassword && <Pill tone="bad">{t('accounts.stored-password')}</Pill>}
    </span>
  ))
}

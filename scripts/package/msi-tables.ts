import { idOf } from './msi-source.ts'
import type { WindowsProgram } from './program.ts'

/** Whoever may change the program and its data: Windows itself and administrators, who own both. */
const keepers = 'O:SYG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)'
/** As above for a key of the registry. */
const keyKeepers = 'O:SYG:SYD:PAI(A;CI;KA;;;SY)(A;CI;KA;;;BA)'
/** Users may read and run: 0x1200a9 is FILE_GENERIC_READ and FILE_GENERIC_EXECUTE. */
const readers = '(A;OICI;0x1200a9;;;BU)'
/** A file has nothing to hand its rights down to. */
const ofFile = (rights: string) => rights.replaceAll('OICI', '')

/** Rights by the row of the installer that they stand on: table, its key, and a security descriptor. */
function rightsOf(program: WindowsProgram): readonly (readonly [string, string, string])[] {
  return [
    ...program.entries.map(({ path }) => ['File', idOf(path), ofFile(keepers + readers)] as const),
    ['CreateFolder', 'INSTALLFOLDER', keepers + readers],
    ['CreateFolder', 'DATAFOLDER', keepers],
    ['CreateFolder', 'AGENTFOLDER', keepers],
    ['CreateFolder', 'VERSIONSFOLDER', keepers],
    ['Registry', 'R_Version', keyKeepers],
  ]
}

/** A table of Windows Installer 5 that `wixl` has no words for; one row gives one object its whole descriptor. */
export function rightsTable(program: WindowsProgram): string {
  const rows = rightsOf(program).map(([table, object, rights], index) =>
    [`L_${index}`, object, table, rights, ''].join('\t'),
  )
  const head = [
    'MsiLockPermissionsEx\tLockObject\tTable\tSDDLText\tCondition',
    's72\ts72\ts32\ts0\tS255',
    'MsiLockPermissionsEx\tMsiLockPermissionsEx',
  ]
  return `${[...head, ...rows].join('\r\n')}\r\n`
}

/** Texts are UTF-8; `wixl` writes none of them. */
export const codepageTable = '\r\n\r\n65001\t_ForceCodepage\r\n'

/** Each: a condition that has to hold before anything is done, and the sentence where it does not. */
const conditions: readonly (readonly [condition: string, sentence: string])[] = [
  [
    'Installed OR NOT WIX_DOWNGRADE_DETECTED',
    'Máy đã có bản Khiên Agent mới hơn. / A newer Khiên Agent is installed already.',
  ],
  [
    'Installed OR ((NOT NOAGENT OR NOAGENT = "#0") AND (NOT NOAGENTPOLICY OR NOAGENTPOLICY = "#0"))',
    'Không cài: sổ đăng ký của máy này ghi rằng máy không mang phần mềm giám sát (NoAgent). / Not installed: the registry says that this computer carries no agent (NoAgent).',
  ],
  [
    'Installed OR WINDOWSMAJOR',
    'Khiên Agent cần Windows 10, Windows Server 2016 hoặc mới hơn. / Khiên Agent needs Windows 10, Windows Server 2016 or newer.',
  ],
  [
    'Installed OR (NOT COLLECTOR_URL AND NOT ENROLL_TOKEN AND NOT AGENCY)',
    'Hãy dùng JOIN=khien1…: chuỗi đăng ký gồm địa chỉ, mã, đơn vị và dấu của máy chủ. / Use JOIN=khien1…: the join string holds address, token, agency and pins.',
  ],
  [
    'Installed OR NOT JOIN OR JOIN << "khien1." OR JOIN << "KHIEN-JOIN-PLACEHOLDER"',
    'JOIN không phải chuỗi đăng ký, phải bắt đầu bằng khien1. / JOIN is no join string, it has to begin with khien1.',
  ],
  [
    'Installed OR NOT PROXY OR PROXY ~<< "http://"',
    'PROXY phải có dạng http://máy:cổng. / PROXY has to be of the form http://host:port.',
  ],
]

/** Sets a property to a text (51), which the log does not show (8192). */
const setHiddenly = 51 + 8192

/** A program of this package (18) whose failure stops nothing (64), while the work is done (1024), as SYSTEM (2048). */
const goodbyeType = 18 + 64 + 1024 + 2048

const insert = (table: string, row: Readonly<Record<string, string | number>>) => {
  const names = Object.keys(row).map((name) => `\`${name}\``)
  const values = Object.values(row).map((value) =>
    typeof value === 'number' ? value : `'${value}'`,
  )
  return `INSERT INTO \`${table}\` (${names.join(', ')}) VALUES (${values.join(', ')})`
}

const update = (table: string, change: string, where: string) =>
  `UPDATE \`${table}\` SET ${change} WHERE ${where}`

const leftFile = (name: string) =>
  insert('RemoveFile', {
    FileKey: `X_${name}`,
    Component_: 'C_Data',
    FileName: name,
    DirProperty: 'DATAFOLDER',
    InstallMode: 2,
  })

/** What is put into the installer after `wixl`, as statements of `msibuild`. */
export const editsOf = (version: string): readonly string[] => [
  // By these Windows Installer knows that the files of a newer version are newer.
  ...['khien-agent.exe', 'khien-service.exe'].map((name) =>
    update(
      'File',
      `\`Version\` = '${version}.0', \`Language\` = '1033'`,
      `\`File\` = '${idOf(name)}'`,
    ),
  ),
  'DELETE FROM `LaunchCondition`',
  ...['InstallExecuteSequence', 'InstallUISequence'].map((sequence) =>
    insert(sequence, { Action: 'LaunchConditions', Sequence: 100 }),
  ),
  ...conditions.map(([Condition, Description]) =>
    insert('LaunchCondition', { Condition, Description }),
  ),
  update('Property', "`Value` = 'Khiên'", "`Property` = 'Manufacturer'"),
  update('Property', "`Value` = 'Khiên Agent'", "`Property` = 'ProductName'"),
  update(
    'Property',
    "`Value` = 'JOIN;KEPTPROXY;PROXY;WIX_DOWNGRADE_DETECTED;WIX_UPGRADE_DETECTED'",
    "`Property` = 'SecureCustomProperties'",
  ),
  insert('Property', {
    Property: 'MsiHiddenProperties',
    Value: 'JOIN;ENROLL_TOKEN;KEPTPROXY;PROXY',
  }),
  update(
    'ServiceInstall',
    "`DisplayName` = 'Khiên Agent', `Description` = 'Báo cáo trạng thái an toàn của máy tính này về tỉnh. / Reports the security posture of this computer.'",
    "`ServiceInstall` = 'S_Agent'",
  ),
  // Inside the transaction: when the new version cannot be installed, the old one comes back.
  update('InstallExecuteSequence', '`Sequence` = 1510', "`Action` = 'RemoveExistingProducts'"),
  // A repair and an upgrade are given no properties, and write what the computer had. After AppSearch (50).
  insert('CustomAction', {
    Action: 'KeepProxy',
    Type: setHiddenly,
    Source: 'PROXY',
    Target: '[KEPTPROXY]',
  }),
  insert('InstallExecuteSequence', {
    Action: 'KeepProxy',
    Condition: 'KEPTPROXY AND NOT PROXY',
    Sequence: 110,
  }),
  // After StopServices (1900), before anything is removed. An upgrade removes the old version too, and must not say
  // goodbye: the computer stays the same host.
  insert('CustomAction', {
    Action: 'SayGoodbye',
    Type: goodbyeType,
    Source: idOf('khien-agent.exe'),
    Target: 'uninstall --yes',
  }),
  insert('InstallExecuteSequence', {
    Action: 'SayGoodbye',
    Condition: 'REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE',
    Sequence: 1950,
  }),
  // The join file is not one of these: an upgrade must not take it from a computer that has not enrolled yet.
  ...['service.log', 'service.old', 'join.tmp'].map(leftFile),
  // On installation, of an upgrade too: what an administrator installs is what runs, and no older update of itself.
  insert('RemoveFile', {
    FileKey: 'X_pointer',
    Component_: 'C_Versions',
    FileName: 'current',
    DirProperty: 'VERSIONSFOLDER',
    InstallMode: 1,
  }),
]

import { createHash } from 'node:crypto'
import { joinPlaceholder } from '#domain/agency-installer.ts'
import type { WindowsProgram } from './program.ts'

/** An identifier that a name has for ever, in the form of Windows Installer. */
export function guidOf(name: string): string {
  const digest = createHash('sha256').update(`khien-agent ${name}`).digest('hex').toUpperCase()
  const parts = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    digest.slice(12, 16),
    digest.slice(16, 20),
  ]
  return `{${[...parts, digest.slice(20, 32)].join('-')}}`
}

const search = (property: string, key: string, name: string) => `
    <Property Id="${property}">
      <RegistrySearch Id="${property}" Root="HKLM" Key="${key}" Name="${name}" Type="raw" Win64="yes"/>
    </Property>`

type InstalledFile = { readonly id: string; readonly name: string; readonly source: string }

/** The entries of a program as files of an installer, by the folder they lie in. */
function installedFiles(program: WindowsProgram, tree: string): InstalledFile[] {
  return program.entries.map(({ path }) => ({
    id: idOf(path),
    name: path,
    source: `${tree}/${path}`,
  }))
}

/** Identifiers of Windows Installer have letters, digits, points and underscores, and begin with a letter. */
export const idOf = (path: string) => `F_${path.replaceAll(/[^A-Za-z0-9.]/g, '_')}`

/**
 * What `wixl` makes an installer of. What it does not know (letters beyond ASCII, rights, hidden properties, conditions) is
 * put in afterwards, see msi-tables.ts.
 */
export function installerSource(program: WindowsProgram, version: string, tree: string): string {
  const files = installedFiles(program, tree)
  const isService = ({ name }: InstalledFile) => name === 'khien-service.exe'
  return `<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="${guidOf(`product ${version}`)}" UpgradeCode="${guidOf('upgrade')}" Name="Khien Agent" Language="1033"
    Version="${version}" Manufacturer="Khien">
    <Package InstallerVersion="500" Compressed="yes" InstallScope="perMachine" Description="Khien Agent"/>
    <Media Id="1" Cabinet="khien.cab" EmbedCab="yes"/>
    <MajorUpgrade/>
    <Property Id="JOIN" Value="${joinPlaceholder}"/>
    <Property Id="REBOOT" Value="ReallySuppress"/>
    <Property Id="ARPNOMODIFY" Value="1"/>
    <Property Id="MSIRESTARTMANAGERCONTROL" Value="Disable"/>${[
      search('NOAGENT', String.raw`SOFTWARE\Khien`, 'NoAgent'),
      search('KEPTPROXY', ownKey, 'Proxy'),
      search('NOAGENTPOLICY', String.raw`SOFTWARE\Policies\Khien`, 'NoAgent'),
      search(
        'WINDOWSMAJOR',
        String.raw`SOFTWARE\Microsoft\Windows NT\CurrentVersion`,
        'CurrentMajorVersionNumber',
      ),
    ].join('')}
    <Directory Id="TARGETDIR" Name="SourceDir">
      <Directory Id="ProgramFiles64Folder">
        <Directory Id="COMPANYFOLDER" Name="Khien">
          <Directory Id="INSTALLFOLDER" Name="Agent">
${component(
  'C_Agent',
  files.filter((file) => !isService(file)),
  folder,
)}
${component('C_Service', files.filter(isService), service)}
          </Directory>
        </Directory>
      </Directory>
      <Directory Id="CommonAppDataFolder">
        <Directory Id="DATAFOLDER" Name="Khien">
${component('C_Data', [], data(version))}
          <Directory Id="AGENTFOLDER" Name="agent">
${component('C_AgentData', [], agentData)}
            <Directory Id="VERSIONSFOLDER" Name="versions">
${component('C_Versions', [], versions)}
            </Directory>
          </Directory>
        </Directory>
      </Directory>
    </Directory>
    <Feature Id="Agent" Level="1" Title="Khien Agent">
${components.map((id) => `      <ComponentRef Id="${id}"/>`).join('\n')}
    </Feature>
  </Product>
</Wix>
`
}

const components = ['C_Agent', 'C_Service', 'C_Data', 'C_AgentData', 'C_Versions']

function component(id: string, files: readonly InstalledFile[], more: string): string {
  const lines = files.map(({ id: file, name, source }, index) => {
    const key = index === 0 ? ' KeyPath="yes"' : ''
    return `<File Id="${file}" Name="${name}" Source="${source}"${key}/>`
  })
  return `<Component Id="${id}" Guid="${guidOf(id)}" Win64="yes">\n${lines.join('\n')}${more}</Component>`
}

const folder = '<CreateFolder/>'

const service = `
<ServiceInstall Id="S_Agent" Name="khien-agent" DisplayName="Khien Agent" Type="ownProcess" Start="auto"
  ErrorControl="normal" Vital="yes"/>
<ServiceControl Id="S_Agent" Name="khien-agent" Start="install" Stop="both" Remove="uninstall" Wait="yes"/>`

const ownKey = String.raw`SOFTWARE\Khien\Agent`

const data = (version: string) => `<CreateFolder/>
<RegistryValue Id="R_Version" Root="HKLM" Key="${ownKey}" Name="Version" Type="string" Value="${version}" KeyPath="yes"/>
<RegistryValue Id="R_Join" Root="HKLM" Key="${ownKey}" Name="Join" Type="string" Value="[JOIN]"/>
<RegistryValue Id="R_Proxy" Root="HKLM" Key="${ownKey}" Name="Proxy" Type="string" Value="[PROXY]"/>
<RemoveFolder Id="X_Data" On="uninstall"/>`

const agentData = `<CreateFolder/>
<RegistryValue Id="R_Data" Root="HKLM" Key="${ownKey}" Name="Data" Type="string" Value="[AGENTFOLDER]" KeyPath="yes"/>
<RemoveFolder Id="X_AgentData" On="uninstall"/>`

const versions = `<CreateFolder/>
<RegistryValue Id="R_Versions" Root="HKLM" Key="${ownKey}" Name="Versions" Type="string" Value="[VERSIONSFOLDER]"
  KeyPath="yes"/>
<RemoveFolder Id="X_Versions" On="uninstall"/>`

import { expect, test } from 'vitest'
import { probeIds } from '#protocol/facts/registry.ts'
import { parseRecording, recordSystem, replaySystem } from '#agent/recording.ts'
import { probes } from '#agent/probes/registry.ts'
import { aLook, aMachine, fixture } from '../machine.ts'

const look = aLook({ nowMs: Date.UTC(2026, 10, 23) })
const health = fixture('antivirus/mdatp-health-passive.json')
const step = { key: '1795300000000', value: 'quarantined' }
const threat = { name: 'Virus:DOS/EICAR', tracking_id: 'a secret of the tenant' }
const threats = JSON.stringify({ threats: { scans: [{ threats: [{ threat, history: [step] }] }] } })

const machine = aMachine({
  files: {
    '/etc/clamav/clamd.conf': 'LogFile /var/log/clamav/clamav.log\nUser clamav\n',
    '/var/log/clamav/clamav.log': fixture('antivirus/clamav-log.txt'),
    '/etc/samba/smb.conf': '[global]\nmin protocol = NT1\n[chia-se-cua-lan]\npath = /srv/lan\n',
    '/var/cache/dnf/baseos-ff43b380c60d8706/repodata/repomd.xml': fixture(
      'patches/dnf-repomd-advisories.xml',
    ),
    '/etc/yum.repos.d/a.repo': '[x]\nbaseurl=https://an:mat-khau@kho.example/\nenabled=0\n',
    '/var/log/dnf.rpm.log': fixture('patches/dnf-rpm-log.txt'),
  },
  marks: ['/usr/sbin/clamd'],
  processes: ['clamd', 'smbd', 'kesl', 'wdavdaemon'],
  outputs: {
    '/usr/sbin/smbd --version': 'Version 4.17.12-Debian\n',
    '/usr/bin/dnf -q -C updateinfo list --security': fixture('patches/dnf-updateinfo.txt'),
    '/usr/bin/kesl-control --app-info --json': JSON.stringify({
      Version: '12.3.0.1162',
      'File Threat Protection': 'Available and running',
      'Application databases loaded': 'Yes',
      'Last release date of databases': '2026-11-21 18:30:00',
      'License key': 'a key that must stay',
    }),
    '/usr/bin/mdatp health --output json': health,
    '/usr/bin/mdatp threat list --output json': threats,
  },
})

test('a recording of Linux gives the same facts as its machine, without names and secrets', async () => {
  const recorder = recordSystem(machine, { pseudonym: look.pseudonym, nowMs: look.nowMs })
  const facts = new Map<string, unknown>()
  for (const id of probeIds) facts.set(id, await probes[id](recorder.system, look))
  const text = JSON.stringify(recorder.recording())
  const hidden = ['chia-se-cua-lan', 'mat-khau', 'a key that must stay', 'a secret of', '/home/an/']
  expect(hidden.filter((each) => text.includes(each))).toEqual([])
  const replayed = replaySystem(parseRecording(text))
  for (const id of ['antivirus', 'malware', 'patches', 'remote-access'] as const) {
    expect(await probes[id](machine, look)).toEqual(facts.get(id))
    expect(await probes[id](replayed, look)).toEqual(facts.get(id))
  }
})

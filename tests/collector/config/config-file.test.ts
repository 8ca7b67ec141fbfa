import fc from 'fast-check'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parseSettings, renderSettings } from '#collector/config-file.ts'
import { readConfig, readEnvironment } from '#collector/config.ts'
import { temporaryFolder } from '#tests/support/processes.ts'

async function aFile(text: string): Promise<string> {
  const folder = await temporaryFolder()
  onTestFinished(() => folder.remove())
  const file = join(folder.path, 'collector.conf')
  writeFileSync(file, text)
  return file
}

test('settings stand in a file, and the environment wins over it', async () => {
  const file = await aFile('# our server\nKHIEN_PORT=9443\nKHIEN_ADDRESS=khien.example:9443\n')
  const environment = { KHIEN_CONFIG_FILE: file, KHIEN_PORT: '10443', KHIEN_ADDRESS: '' }
  const config = readConfig(['quang-ngai'], readEnvironment(environment))
  expect(config).toMatchObject({ port: 10_443, address: 'khien.example:9443', configFile: file })
})

test('a name in the file that nobody reads is refused with the nearest known one', async () => {
  const file = await aFile('KHIEN_ADRESS=khien.example:8443\n')
  const read = () => readEnvironment({ KHIEN_CONFIG_FILE: file })
  expect(read).toThrow('SETTING_UNKNOWN name=KHIEN_ADRESS nearest=KHIEN_ADDRESS')
  expect(() => parseSettings('PORT=1\n')).toThrow('SETTING_UNKNOWN name=PORT')
})

test('a file that is named and not there is refused', () => {
  const read = () => readEnvironment({ KHIEN_CONFIG_FILE: '/no/such/file' })
  expect(read).toThrow('FILE_NOT_READABLE')
})

test('what is written is read back as it was', () => {
  const value = fc.stringMatching(/^[^'\r\n\0]+$/)
  fc.assert(
    fc.property(value, (url) => {
      const settings = { KHIEN_DATABASE_URL: url, KHIEN_PORT: '8443' }
      expect(parseSettings(renderSettings(settings))).toEqual(settings)
    }),
  )
})

test('a value that no line can hold is refused, and a secret is not repeated', () => {
  const render = () => renderSettings({ KHIEN_DATABASE_URL: "postgres://it's@host/db" })
  expect(render).toThrow('SETTING_INVALID name=KHIEN_DATABASE_URL detail=“***”')
})

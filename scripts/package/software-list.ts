import type { LockedPackage } from './locked-package.ts'
import type { Release } from './release.ts'

/** What a package holds beside our own code. */
export type Contents = {
  readonly program: string
  readonly description: string
  readonly packages: readonly LockedPackage[]
}

/**
 * A bill of materials in CycloneDX 1.6: the Node and every npm package that really is in a program, each as the lockfile
 * pins it. It has no serial number and the time of the commit, so that two builds are the same.
 */
export function softwareList(contents: Contents, release: Release): string {
  const { program, description, packages } = contents
  const own = `pkg:generic/${program}@${release.version}`
  const components = packages.map(componentOf)
  const list = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      timestamp: new Date(release.dateSeconds * 1000).toISOString(),
      component: {
        type: 'application',
        'bom-ref': own,
        name: program,
        version: release.version,
        description,
        licenses: [{ license: { id: 'Apache-2.0' } }],
        purl: own,
      },
    },
    components,
    dependencies: [{ ref: own, dependsOn: components.map((component) => component['bom-ref']) }],
  }
  return `${JSON.stringify(list, null, 2)}\n`
}

function componentOf({ name, version, integrity, license }: LockedPackage) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
  const digest = Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex')
  return {
    type: /^node-(linux|win)-/.test(name) ? 'platform' : 'library',
    'bom-ref': purl,
    name,
    version,
    ...(license === null ? {} : { licenses: [{ expression: license }] }),
    hashes: [{ alg: 'SHA-512', content: digest }],
    purl,
  }
}

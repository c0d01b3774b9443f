import { expect, inject, test } from 'vitest'
import { ForeignProject } from './foreign-project.ts'

const { tarball, files, unpackedSize } = inject('pushwrightPacked')

test('the tarball holds the built package and its papers, and nothing else', () => {
  const paths = files.map(({ path }) => path)
  const papers = paths.filter((path) => !path.startsWith('dist/')).sort()
  expect(papers).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'])
  expect(paths.filter((path) => path.startsWith('dist/') && !/\.(js|d\.ts)$/.test(path))).toEqual([])
  expect(paths.filter((path) => /(^|\/)(test|e2e|bench|node_modules)\/|\.test\.|\.tmp/.test(path))).toEqual([])
})

test('the companion package holds one module', () => {
  const paths = inject('companionPacked').files.map(({ path }) => path)
  expect(paths.sort()).toEqual(['LICENSE', 'README.md', 'index.d.ts', 'index.js', 'package.json'])
})

test('it is light: a few megabytes, and few packages of others', async () => {
  const project = ForeignProject.forTest({ 'package.json': '{}' })
  // Vitest is there in any case.
  await project.succeed(`npm install --save-dev --omit=peer ${tarball}`)
  const { output } = await project.succeed('npm ls --all --parseable --omit=peer')
  const packages = output.split('\n').filter((line) => line.includes('node_modules'))
  const { output: size } = await project.succeed('du -sk node_modules')
  const own = (unpackedSize / 1e6).toFixed(2)
  console.log(
    `${own} MB unpacked in ${files.length} files; with ${packages.length - 1} dependencies ${size.split('\t')[0]} kB`,
  )
  expect(unpackedSize).toBeLessThan(2_500_000)
  expect(packages.length - 1).toBeLessThanOrEqual(9)
})

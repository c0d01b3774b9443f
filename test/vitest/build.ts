// Builds the package once, since the projects in these tests use it as installed.
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export default function setup(): () => void {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' })
  return () => rmSync(`${root}/test/.tmp`, { recursive: true, force: true })
}

// A profile's directory, which can outlive a browser.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Surroundings, userScript } from './preferences.ts'

/** A throwaway profile. */
export class FirefoxProfile {
  readonly directory: string

  private constructor(directory: string) {
    this.directory = directory
  }

  /** Makes one in the directory for temporary files. */
  static async create(surroundings: Surroundings): Promise<FirefoxProfile> {
    const profile = new FirefoxProfile(await mkdtemp(join(tmpdir(), 'pushwright-firefox-')))
    await Promise.all([mkdir(profile.home), mkdir(profile.path)])
    await writeFile(join(profile.path, 'user.js'), userScript(surroundings))
    return profile
  }

  /** The home directory, so that the user's own is left alone. */
  get home(): string {
    return join(this.directory, 'home')
  }

  get path(): string {
    return join(this.directory, 'profile')
  }

  /** Removes it. No browser may run in it. */
  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true, maxRetries: 5 })
  }
}

// Which notification is which post: when each message was posted, by the beginning of its ciphertext.

/** Messages that nobody received are forgotten in the end. */
const limit = 10_000

/** A salt or a ciphertext differs from every other after so many characters of base64url. */
const keyLength = 32

/** The posts of one scenario whose notifications have not been taken yet. */
export class Deliveries {
  /** Times of `performance.now()` by key; messages that are encrypted once and posted often have several. */
  readonly #posts = new Map<string, number[]>()

  /** A message is about to be posted. */
  posted(body: Buffer, at: number): void {
    const key = keyOf(body)
    const times = this.#posts.get(key)
    if (times === undefined) this.#posts.set(key, [at])
    else times.push(at)
    if (this.#posts.size > limit) this.#forgetOldest()
  }

  /** A message that was posted was refused after all. */
  refused(body: Buffer): void {
    this.#take(keyOf(body))
  }

  /** A notification was taken; when its message was posted, if that was here. The second time it comes it is not known any more. */
  arrived(data = ''): number | undefined {
    return this.#take(data.slice(0, keyLength))
  }

  #take(key: string): number | undefined {
    const times = this.#posts.get(key)
    const at = times?.shift()
    if (times?.length === 0) this.#posts.delete(key)
    return at
  }

  #forgetOldest(): void {
    for (const key of this.#posts.keys()) {
      this.#posts.delete(key)
      return
    }
  }
}

function keyOf(body: Buffer): string {
  return body.subarray(0, keyLength).toString('base64url').slice(0, keyLength)
}

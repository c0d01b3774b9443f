// Which notification is which post: when each message was posted, by the beginning of its ciphertext.

/** A salt or a ciphertext differs from every other after so many characters of base64url. */
const keyLength = 32

/** A post whose notification has not been taken yet, in a list of all of them that is closed to a ring. */
class Post {
  readonly key: string
  /** As of `performance.now()`. */
  readonly at: number
  older: Post = this
  newer: Post = this
  /** Messages that are encrypted once and posted often have one key. */
  nextOfKey: Post | undefined

  constructor(key = '', at = 0) {
    this.key = key
    this.at = at
  }
}

/** The posts of one scenario whose notifications have not been taken yet. */
export class Deliveries {
  readonly #limit: number
  readonly #byKey = new Map<string, { oldest: Post; newest: Post }>()
  /** No post, but where the ring begins and ends: the oldest is newer than this, and the newest older. */
  readonly #ends = new Post()
  #count = 0

  /** @param limit - How many posts are known; then the oldest are forgotten, since nobody received them. */
  constructor(limit = 10_000) {
    this.#limit = limit
  }

  /** A message is about to be posted. */
  posted(body: Buffer, at: number): void {
    const post = new Post(keyOf(body), at)
    post.older = this.#ends.older
    post.newer = this.#ends
    post.older.newer = post
    post.newer.older = post
    const same = this.#byKey.get(post.key)
    if (same === undefined) this.#byKey.set(post.key, { oldest: post, newest: post })
    else {
      same.newest.nextOfKey = post
      same.newest = post
    }
    this.#count++
    // The oldest of all is the oldest of its key.
    if (this.#count > this.#limit) this.#take(this.#ends.newer.key)
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
    const same = this.#byKey.get(key)
    if (same === undefined) return undefined
    const { at, older, newer, nextOfKey } = same.oldest
    older.newer = newer
    newer.older = older
    if (nextOfKey === undefined) this.#byKey.delete(key)
    else same.oldest = nextOfKey
    this.#count--
    return at
  }
}

function keyOf(body: Buffer): string {
  return body.subarray(0, keyLength).toString('base64url').slice(0, keyLength)
}

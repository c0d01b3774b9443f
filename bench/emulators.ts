export default async function emulators(): Promise<never> {
  throw new Error('later')
}

// Tells the page's host what it gets, and fails on command: a push of the text "throw" or "reject".
async function report(event) {
  await fetch('reports', { method: 'POST', body: JSON.stringify(event) })
}

self.addEventListener('push', (event) => {
  const text = event.data?.text() ?? null
  event.waitUntil(report({ type: 'push', text }))
  if (text === 'reject') event.waitUntil(Promise.reject(new Error('The worker was told to reject.')))
  if (text === 'throw') throw new Error('The worker was told to throw.')
})

self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(report({ type: 'pushsubscriptionchange' }))
})

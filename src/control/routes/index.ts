import type { Route } from '../http/route.ts'
import { broadcastRoutes } from './broadcasts.ts'
import { clientRoutes } from './clients.ts'
import { clockRoutes } from './clock.ts'
import { faultRoutes } from './faults.ts'
import { notificationRoutes } from './notifications.ts'
import { pushRoutes } from './pushes.ts'
import { serverRoutes } from './server.ts'
import { subscriptionRoutes } from './subscriptions.ts'

/** Every route of the control API. */
export const routes: readonly Route[] = [
  ...clientRoutes,
  ...subscriptionRoutes,
  ...notificationRoutes,
  ...pushRoutes,
  ...clockRoutes,
  ...faultRoutes,
  ...broadcastRoutes,
  ...serverRoutes,
]

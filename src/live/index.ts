// The face of this folder: live cases, what runs them, and who is told.
export { InProcessBus, type InProcessBusOptions } from './bus/in-process-bus.ts'
export type { BusSubscription, LiveBus, SignalEvent, TestDelivery } from './bus/live-bus.ts'
export { NatsBus, type NatsBusOptions } from './bus/nats-bus.ts'
export {
  type AnyCase,
  type Case,
  type CaseOptions,
  defineCase,
  type FailureRate,
  type FakeRequest,
  type TriggerOptions,
} from './case/case.ts'
export { type Signal, type SignalTypes, signal, type ValueOf } from './case/signal.ts'
export { findCases, shippedCases } from './cases/find-cases.ts'
export { pushRoundtrip } from './cases/push-roundtrip.ts'
export type { LiveClock } from './clock/live-clock.ts'
export { currentTest, withTest } from './context/current-test.ts'
export { liveFetch } from './context/fetch.ts'
export { type HeaderFinding, readTestHeaders, testHeaders } from './context/headers.ts'
export { liveMiddleware, type RequestHandler, withLiveTest } from './context/node-http.ts'
export { liveInterceptor } from './context/undici.ts'
export type { Arrival } from './execution/arrival.ts'
export type { Execution } from './execution/execution.ts'
export type { Outcome, ReportError, ReportSignal, ReportStep, TestReport } from './execution/report.ts'
export type { SignalInbox, SignalInboxes, SignalQuery, SignalWait } from './execution/signal-inbox.ts'
export type { Alarm, AlarmReason, CaseEvent, CaseState, Problem } from './health/case-event.ts'
export type { CaseStatus, Result } from './health/case-record.ts'
export type { UrlRequestOptions } from './http/url-options.ts'
export { type UrlRequest, type UrlResponse, urlRequest } from './http/url-request.ts'
export type { SignalOptions } from './instrumentation.ts'
export { LiveCheck } from './live-check.ts'
export type { LiveCheckOptions } from './live-check-options.ts'
export type { LiveTest } from './live-test.ts'
export { jsonLinesReporter } from './reporters/json-lines.ts'
export { logReporter } from './reporters/log.ts'
export { type LiveMetricSink, metricReporter } from './reporters/metrics.ts'
export type { Reporter } from './reporters/reporter.ts'
export { type WebhookOptions, webhookReporter } from './reporters/webhook.ts'
export { type StatusRecord, statusOf } from './status/status-record.ts'
export { StatusServer, type StatusServerOptions } from './status/status-server.ts'
export type { SignalSender, SignalSenders, WatchedCase } from './watched-case.ts'

// Servers that break the contract, each in its own way, and the cases that must see it. Together they fail every case there is:
// a case that nothing has ever failed would prove nothing. Data only.

import type { Server } from 'node:net'
import type { RunningServer } from '../../../src/server/index.ts'
import type { Application } from '../../../src/tsgi/index.ts'
import { forgetsTheBody } from './forgets-the-body.ts'
import { onNodeHttp } from './on-node-http.ts'
import { checksNothing } from './checks-nothing.ts'
import { servesOneAtATime } from './serves-one-at-a-time.ts'

export type BrokenServer = {
  /** What is wrong with it is in the first comment of its file. */
  readonly name: string
  readonly start: (application: Application) => Server | Promise<RunningServer>
  /** These have to fail; others may. */
  readonly fails: readonly string[]
  /** These have to pass: not everything about it is wrong. */
  readonly passes: readonly string[]
}

// prettier-ignore
export const brokenServers: readonly BrokenServer[] = [
  {
    name: 'forgets the body',
    start: forgetsTheBody,
    fails: [
      'two-arguments-and-nothing-else', 'calls-overlap', 'async-iteration-goes-first', 'what-was-not-sent-is-absent',
      'the-transfer-coding-is-gone', 'nothing-of-the-process-is-told', 'environ-is-made-for-one-request',
      'the-signal-stays-quiet', 'the-signal-stays-quiet-when-the-client-closes-later',
      'the-signal-fires-when-the-client-leaves', 'a-bad-body-breaks-off-the-response',
      'a-read-after-the-response-rejects', 'nothing-is-sent-before-the-first-read',
      'the-error-comes-back-when-the-headers-are-gone', 'an-application-that-keeps-the-error',
      'a-status-that-comes-too-late', 'undefined-is-no-chunk', 'a-wrong-chunk-later-breaks-off',
      'a-chunk-is-sent-at-once', 'steps-do-not-overlap', 'a-client-that-does-not-read-holds-up-a-body',
      'a-client-that-does-not-read-holds-up-an-async-body', 'close-is-called-at-the-end',
      'close-is-called-on-an-array', 'close-is-called-after-a-failure', 'close-is-called-after-a-failure-at-once',
      'close-is-called-after-a-wrong-chunk', 'close-is-called-without-a-status', 'close-is-called-for-head',
      'close-is-called-for-204', 'close-is-called-when-there-is-too-much', 'close-is-called-when-the-client-leaves',
      'a-generator-is-returned-when-there-is-too-much', 'a-generator-is-returned-when-the-client-leaves',
      'nothing-else-of-a-body-is-touched', 'nothing-is-asked-after-the-end', 'a-write-within-the-body',
      'a-generator-is-sent-in-chunks', 'a-failure-in-the-body-breaks-off', 'a-failure-before-the-length-breaks-off',
      'a-failure-for-an-older-client-breaks-off', 'requests-may-be-sent-ahead',
      'a-client-that-ends-its-side-gets-its-answer',
    ],
    passes: [
      'the-application-answers', 'a-body-is-read', 'nothing-is-sent-before-a-chunk', 'a-failure-is-a-500',
      'a-bad-chunk-is-a-400', 'a-length-and-chunks',
    ],
  },
  {
    name: 'is written on node:http',
    start: onNodeHttp,
    fails: [
      'a-method-nobody-knows-is-told', 'a-method-keeps-its-case', 'a-method-of-odd-characters',
      'script-name-is-empty-at-the-root', 'a-path-is-decoded-to-bytes', 'bytes-that-are-no-utf-8-stay',
      'dots-and-slashes-stay', 'request-uri-is-the-target-as-it-came', 'the-query-is-not-in-the-path',
      'the-query-is-not-decoded', 'an-empty-query-is-an-empty-query', 'a-target-may-be-a-whole-uri',
      'a-star-is-asked-for-with-options', 'content-type-is-content-type', 'content-length-is-content-length',
      'server-name-is-not-what-host-says', 'the-older-protocol-is-told', 'a-header-becomes-a-key',
      'a-value-is-trimmed', 'an-empty-header-is-there', 'a-header-value-is-bytes', 'a-colon-in-a-value-stays',
      'repeated-headers-are-joined', 'an-underscore-forges-nothing', 'the-scheme-is-that-of-the-connection',
      'the-peer-is-told', 'every-required-key-is-there', 'every-cgi-value-is-a-text', 'ports-are-digits',
      'keys-have-names-of-two-kinds', 'flags-are-booleans', 'input-and-errors-have-their-methods',
      'a-read-of-nothing', 'a-negative-size-is-all', 'the-end-is-the-end-for-ever', 'a-line-ends-after-its-line-feed',
      'a-line-may-be-cut', 'a-line-over-several-chunks', 'all-lines-at-once', 'lines-up-to-a-hint',
      'for-await-gives-all-of-it', 'ways-to-read-can-be-mixed', 'reads-that-overlap-are-in-order',
      'a-size-that-is-none-is-refused', 'the-next-request-is-not-read', 'an-endless-body-is-not-waited-for',
      'what-came-before-the-cut-is-read', 'a-bad-chunk-rejects-a-read', 'no-read-sends-no-100',
      'the-error-log-takes-any-text', 'status-and-reason-are-sent', 'headers-keep-order-and-repeats',
      'a-status-without-a-space-is-refused', 'a-status-of-two-digits-is-refused',
      'a-status-of-four-digits-is-refused', 'a-number-is-no-status', 'an-interim-status-is-refused',
      'a-status-beyond-599-is-refused', 'a-line-end-in-a-status-is-refused', 'a-status-beyond-latin-1-is-refused',
      'a-header-of-three-is-refused', 'a-value-that-is-a-number-is-refused', 'connection-is-the-server-s-to-send',
      'keep-alive-is-the-server-s-to-send', 'proxy-authenticate-is-the-server-s-to-send',
      'proxy-connection-is-the-server-s-to-send', 'te-is-the-server-s-to-send', 'trailer-is-the-server-s-to-send',
      'transfer-encoding-is-the-server-s-to-send', 'upgrade-is-the-server-s-to-send',
      'a-length-of-letters-is-refused', 'two-lengths-are-refused', 'a-third-argument-is-an-error',
      'nothing-is-sent-before-a-chunk', 'empty-chunks-send-nothing', 'another-status-before-anything-is-sent',
      'a-call-that-threw-counts', 'a-body-without-a-status', 'an-empty-body-without-a-status', 'undefined-is-no-body',
      'null-is-no-body', 'text-is-no-body', 'bytes-is-no-body', 'number-is-no-body', 'object-is-no-body',
      'a-text-is-no-chunk', 'array-buffer-is-no-chunk', 'data-view-is-no-chunk', 'numbers-is-no-chunk',
      'an-empty-write-sends-nothing', 'a-text-is-not-written', 'a-write-after-the-end', 'a-write-beyond-the-length',
      'a-write-waits-for-the-client', 'date-and-server-are-added', 'an-array-has-a-length',
      'an-empty-array-has-a-length', 'an-older-client-gets-a-length', 'no-more-than-was-announced',
      'no-more-than-was-announced-in-one-chunk', 'fewer-than-were-announced', 'head-has-no-body',
      'a-failure-is-a-500', 'a-rejection-is-a-500', 'a-failure-after-the-start-is-a-500',
      'a-failure-at-the-first-step-is-a-500', 'a-text-that-is-thrown-is-a-500', 'nothing-that-is-thrown-is-a-500',
      'a-failure-after-a-write-breaks-off', 'nothing-is-read-after-a-request-to-close', 'a-higher-minor-version',
      'two-spaces-in-the-request-line', 'a-request-line-without-a-version', 'a-star-for-get',
      'a-fragment-in-the-target', 'another-major-version', 'a-major-version-of-zero', 'a-target-that-is-too-long',
      'two-hosts', 'a-host-that-is-none', 'a-coding-nobody-knows', 'chunks-of-an-older-client',
      'a-request-after-a-refused-one',
    ],
    passes: [
      'the-application-answers', 'a-chunked-body-is-read', 'cookies-are-joined-with-semicolons',
      'a-name-without-a-value-is-refused', 'a-cut-off-body-is-a-400',
    ],
  },
  {
    name: 'checks nothing',
    start: checksNothing,
    fails: [
      'a-path-is-decoded', 'a-path-is-decoded-once', 'a-plus-is-a-plus', 'an-escaped-slash-is-seen-in-request-uri',
      'cookies-are-joined-with-semicolons', 'environ-is-a-plain-object', 'a-body-is-read', 'a-chunked-body-is-read',
      'chunk-sizes-are-hexadecimal', 'chunk-extensions-are-passed-over', 'trailers-end-a-chunked-body',
      'a-body-of-any-bytes', 'a-body-of-length-zero', 'a-read-gives-as-many-bytes-as-asked-for',
      'a-read-gives-what-is-left', 'a-read-takes-bytes-from-several-chunks', 'reads-give-promises-of-bytes',
      'what-is-left-unread-of-chunks-is-no-request', 'a-body-read-in-part', 'a-cut-off-body-is-a-400',
      'a-cut-off-chunk-is-a-400', 'a-bad-chunk-is-a-400', 'the-first-read-sends-100',
      'the-first-read-sends-100-for-chunks', 'the-expectation-has-no-case', 'an-older-client-gets-no-100',
      'a-name-without-a-value-is-refused', 'a-space-in-a-name-is-refused', 'a-colon-in-a-name-is-refused',
      'an-empty-name-is-refused', 'a-line-end-in-a-value-is-refused', 'a-lone-lf-in-a-value-is-refused',
      'a-nul-in-a-value-is-refused', 'a-del-in-a-value-is-refused', 'a-value-beyond-latin-1-is-refused',
      'empty-chunks-do-not-end-a-body', 'a-second-call-needs-an-error', 'a-status-within-the-body',
      'a-status-at-the-end-of-the-body', 'a-status-after-the-end', 'an-older-client-gets-no-chunks',
      'a-length-that-is-given-stays', 'a-length-of-nothing-that-is-given', 'head-of-a-generator-has-no-body',
      'head-keeps-a-length-that-is-given', '204-has-no-body', '204-of-a-generator-has-no-body', '304-has-no-body',
      '304-of-a-generator-has-no-body', 'bodies-may-be-sent-ahead', 'a-request-to-close-is-heard',
      'a-request-to-close-has-no-case', 'an-older-client-does-not-keep-its-connection',
      'an-empty-line-before-a-request', 'header-names-have-no-case', 'no-space-after-the-colon',
      'a-coding-has-no-case', 'a-body-for-get', 'a-request-line-of-four-parts', 'a-tab-in-the-request-line',
      'a-space-before-the-method', 'a-method-that-is-no-token', 'a-target-without-a-slash',
      'a-control-byte-in-the-target', 'a-byte-beyond-ascii-in-the-target', 'a-version-in-lower-case',
      'a-version-of-two-digits', 'headers-that-are-too-long', 'no-host', 'a-header-without-a-colon',
      'a-header-without-a-name', 'a-name-that-is-no-token', 'a-space-before-the-colon', 'a-folded-header',
      'a-bare-cr-in-a-header', 'a-nul-in-a-header', 'a-control-byte-in-a-header', 'an-expectation-nobody-knows',
      'a-length-with-a-sign', 'a-negative-length', 'a-hexadecimal-length', 'an-empty-length', 'a-list-of-lengths',
      'two-lengths-that-agree', 'a-length-beyond-counting', 'chunked-that-is-not-the-last', 'chunked-twice',
      'a-chunk-that-is-longer-than-its-size', 'a-chunk-size-with-a-sign', 'a-chunk-size-with-a-prefix',
      'a-chunk-size-with-a-space', 'an-empty-chunk-size', 'a-chunk-size-beyond-counting',
      'a-length-among-the-trailers', 'a-length-and-chunks', 'two-lengths-that-differ', 'a-coding-in-disguise',
      'a-coding-behind-a-space', 'a-coding-in-a-folded-line', 'a-coding-behind-a-bare-cr',
      'a-request-after-a-bad-chunk',
    ],
    passes: [
      'the-application-answers', 'calls-overlap', 'headers-keep-order-and-repeats', 'a-chunk-is-sent-at-once',
      'requests-may-be-sent-ahead',
    ],
  },
  {
    name: 'serves one at a time',
    start: servesOneAtATime,
    fails: [
      'the-application-answers', 'one-call-for-each-request', 'an-async-application', 'a-promise-of-another-kind',
      'a-generator-is-a-body', 'an-async-generator-is-a-body', 'an-iterator-without-more',
      'a-subclass-of-bytes-is-bytes', 'an-array-of-several-chunks', 'a-method-is-told', 'no-query-is-an-empty-query',
      'the-protocol-is-told', 'host-is-a-header-like-others', 'a-header-named-like-an-object',
      'trailers-do-not-forge-headers', 'the-version-is-told', 'no-body-is-an-empty-body',
      'what-is-left-unread-is-no-request', 'a-reason-may-be-empty', 'headers-are-copied',
      'headers-that-are-no-array-are-refused', 'reading-on-gets-the-rest', 'a-generator-sees-its-end',
      'what-is-written-comes-first', 'a-body-that-is-only-written', 'a-write-sends-at-once',
      'a-date-that-is-given-stays', 'a-failure-of-close-is-the-server-s-alone', 'a-connection-is-kept',
      'a-slow-client-holds-up-nobody', 'an-older-client-needs-no-host', 'many-headers', 'a-long-target',
    ],
    passes: [
      'two-arguments-and-nothing-else', 'a-plus-is-a-plus',
    ],
  },
]
